import { definePackage } from "../../../../registry.ts";
import requests from "../../../http/requests/index.ts";

/** The package http/requests under its former path. */
export default definePackage("experimental/http/requests", requests.exports);
