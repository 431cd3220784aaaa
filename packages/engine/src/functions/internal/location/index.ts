import { definePackage, option } from "../../../registry.ts";

export default definePackage("internal/location", {
    location: option(`{zone: "UTC", offset: 0h}`),
});
