/**
 * The params of scripts without the parser: types, lossless JSON, validation and conversion of
 * values. Small enough for webviews and forms (`@flux-scripts/flux/params`).
 */
export { isParamType, PARAM_TYPES, type ParamSchema, type ParamType } from "./schema.ts";
export {
    isJsonArray,
    isJsonObject,
    jsonFloat,
    jsonInteger,
    type JsonFault,
    JsonNumber,
    type JsonObject,
    type JsonResult,
    type JsonValue,
    readJson,
    writeJson,
} from "./json.ts";
export { type DurationParts, readDuration, readTime, writeDuration, writeTime } from "./literals.ts";
export {
    type BindResult,
    bindParams,
    convertParam,
    type ConvertResult,
    fluxLiteral,
    jsonTypeName,
    type ParamFault,
    type ParamValue,
    readParamsJson,
    readParamText,
} from "./values.ts";
