/** Live names of the connection under a text field: of buckets, columns, tag values. */
import { isJsonArray, readJson, writeJson } from "@flux-scripts/flux/params";
import type { ParamInfo, ParamNames } from "../../run/paramInfo.ts";
import { Combobox } from "../shared/combobox.ts";
import { t } from "../shared/page.ts";
import type { FieldHost } from "./field.ts";

const icons: Readonly<Record<ParamNames["what"], string>> = {
    buckets: "database",
    measurements: "symbol-class",
    fields: "symbol-field",
    tags: "tag",
    columns: "symbol-field",
    tagValues: "tag",
};

/** Completion for a field, asked for when a person gets there. `taken`: a name was chosen. */
export function liveNames(input: HTMLInputElement, id: string, param: ParamInfo, host: FieldHost, taken: (name: string) => void): Combobox {
    const { names } = param;
    const counted: Readonly<Record<ParamNames["what"], (total: number) => string>> = {
        buckets: (total) => t("{0} buckets in {1}", total, host.connection),
        measurements: (total) => t("{0} measurements", total),
        fields: (total) => t("{0} fields", total),
        tags: (total) => t("{0} tags", total),
        columns: (total) => t("{0} columns", total),
        tagValues: (total) => t("{0} values of {1}", total, names?.what === "tagValues" ? (names.tag ?? "") : ""),
    };
    const what = names?.what ?? "buckets";
    return new Combobox(input, {
        id,
        icon: icons[what],
        names: async () => {
            const question = host.questionFor(param);
            const found = question === undefined ? [] : await host.names(question);
            return found.map((value) => ({ value }));
        },
        footer: counted[what],
        taken,
    });
}

/** The text of a JSON list with one more text at its end; undefined where it is no list. */
export function withItem(list: string, item: string): string | undefined {
    const read = readJson(list.trim() === "" ? "[]" : list);
    if (!read.ok || !isJsonArray(read.value)) return undefined;
    return writeJson([...read.value, item]);
}
