import { definePackage, flux } from "../../../registry.ts";

export default definePackage("experimental/csv", {
    from: flux(`import "csv"
        import "experimental/http"

        (url) => csv.from(csv: string(v: http.get(url: url).body))`),
});
