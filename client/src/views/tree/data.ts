/** Flux for a row of the explorer: what is inserted into a script, and what a preview runs. Pure. */
import { fluxLiteral } from "@flux-scripts/flux/params";
import type { DataNode } from "./nodes.ts";

/** How many rows of each table a preview shows. */
const previewRows = 50;

type Place = DistributiveOmit<DataNode, "connection">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function text(value: string): string {
    return fluxLiteral({ type: "string", value });
}

/** `r.room`, or `r["a b"]` for what is no identifier. */
function member(name: string): string {
    return /^[A-Za-z_]\w*$/.test(name) ? `r.${name}` : `r[${text(name)}]`;
}

function filter(test: string): string {
    return `    |> filter(fn: (r) => ${test})\n`;
}

function start({ bucket }: Place, since: string): string {
    return `from(bucket: ${text(bucket)})\n    |> range(start: ${since})\n`;
}

/** The steps that lead to a row, without `from` and `range`. */
function steps(node: Place): string {
    const measurement = node.kind === "bucket" ? "" : filter(`r._measurement == ${text(node.measurement)}`);
    switch (node.kind) {
        case "bucket":
            return "";
        case "measurement":
            return measurement;
        case "field":
            return measurement + filter(`r._field == ${text(node.name)}`);
        case "tag":
            return measurement + filter(`exists ${member(node.name)}`);
        case "tagValue":
            return measurement + filter(`${member(node.name)} == ${text(node.value)}`);
    }
}

/** A whole script that reads what the row stands for. */
export function scriptOf(node: Place): string {
    return start(node, "-1h") + steps(node);
}

/** The script of a preview: a few rows of the last 30 days. */
export function previewOf(node: Place): string {
    return `${start(node, "-30d")}${steps(node)}    |> limit(n: ${previewRows})\n`;
}

/**
 * What is inserted at the cursor. Within an open text (`inText`) it is the name alone; in a script that reads a bucket already
 * (`reads`) the row's own step; else a whole query.
 */
export function insertionOf(node: Place, { inText, reads }: { readonly inText: boolean; readonly reads: boolean }): string {
    if (inText) return text(nameOf(node)).slice(1, -1);
    if (node.kind === "bucket" || !reads) return scriptOf(node);
    switch (node.kind) {
        case "measurement":
            return filter(`r._measurement == ${text(node.measurement)}`);
        case "field":
            return filter(`r._field == ${text(node.name)}`);
        case "tag":
            return filter(`exists ${member(node.name)}`);
        case "tagValue":
            return filter(`${member(node.name)} == ${text(node.value)}`);
    }
}

/** The name that the row shows. */
export function nameOf(node: Place): string {
    switch (node.kind) {
        case "bucket":
            return node.bucket;
        case "measurement":
            return node.measurement;
        case "tagValue":
            return node.value;
        default:
            return node.name;
    }
}

/** True where a line up to the cursor ends within a text. */
export function endsInText(line: string): boolean {
    return (line.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}
