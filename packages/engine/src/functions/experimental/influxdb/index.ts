import { definePackage } from "../../../registry.ts";
import api from "./api.ts";

export default definePackage("experimental/influxdb", { api });
