/** The scripts client against canned answers of InfluxDB Cloud and OSS: requests it sends, errors it gives, rows it passes on. */
import { readdirSync } from "node:fs";
import { createScriptsClient, detectBackend, ScriptsApiError, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { serve } from "./http/scripts/tools/replay.mjs";
import { defineConformance } from "./support/known-failures.ts";

const folder = new URL("http/scripts/replay/", import.meta.url);
const names = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -5))
    .sort();

interface Outcome {
    text: string;
    firstRowMs?: number;
    error?: ScriptsApiError;
    id?: string;
    names?: string[];
    params?: object;
    backend?: string;
}

/** A table as the cases have it: cells as text. */
interface ShownTable {
    result: string;
    columns: string[];
    rows: string[][];
}

interface Operation {
    readonly kind: string;
    readonly id: string;
    readonly params?: object;
    readonly limit?: number;
    readonly name: string;
    readonly description: string;
    readonly script: string;
    readonly change: object;
    readonly timeoutMs?: number;
}

async function perform(url: string, operation: Operation): Promise<Outcome> {
    const outcome: Outcome = { text: "" };
    const client: ScriptsBackend = createScriptsClient("cloud", {
        fetch: (address, init) => fetch(address, init as RequestInit),
        url,
        token: "secret-token",
        ...(operation.limit === undefined ? {} : { pageSize: operation.limit }),
        ...(operation.timeoutMs === undefined ? {} : { timeoutMs: operation.timeoutMs }),
    });
    try {
        switch (operation.kind) {
            case "invoke": {
                const started = performance.now();
                for await (const text of await client.invoke(operation.id, { params: JSON.stringify(operation.params ?? {}) })) {
                    outcome.text += text;
                    if (outcome.firstRowMs === undefined && outcome.text.split("\n").length > 2)
                        outcome.firstRowMs = performance.now() - started;
                }
                break;
            }
            case "list":
                outcome.names = (await client.list()).map(({ name }) => name);
                break;
            case "create":
                outcome.id = (await client.create(operation)).id;
                break;
            case "patch":
                await client.update(operation.id, operation.change);
                break;
            case "delete":
                await client.delete(operation.id);
                break;
            case "params":
                outcome.params = await client.params(operation.id);
                break;
            case "detect":
                outcome.backend = (
                    await detectBackend({ fetch: (address, init) => fetch(address, init as RequestInit), url, token: "secret-token" })
                ).kind;
                break;
            default:
                throw new Error(`unknown operation ${operation.kind}`);
        }
    } catch (error) {
        if (!(error instanceof ScriptsApiError)) throw error;
        outcome.error = error;
    }
    return outcome;
}

/** Cells of CSV, line by line; a quoted cell may hold line ends. */
function csvRows(text: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    let cell = "";
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
        const char = text[i] as string;
        if (quoted) {
            if (char !== '"') cell += char;
            else if (text[i + 1] === '"') cell += text[++i];
            else quoted = false;
        } else if (char === '"') quoted = true;
        else if (char === ",") {
            row.push(cell);
            cell = "";
        } else if (char === "\n") {
            row.push(cell.replace(/\r$/, ""));
            rows.push(row);
            row = [];
            cell = "";
        } else cell += char;
    }
    if (cell !== "" || row.length > 0) rows.push([...row, cell]);
    return rows;
}

/** Tables of a text, and the message of an error table at its end. */
function tablesOf(text: string): { tables: ShownTable[]; error?: string } {
    const tables: ShownTable[] = [];
    let header: string[] | undefined;
    let defaults: string[] = [];
    let last: string | undefined;
    for (const row of csvRows(text)) {
        if (row.length < 2) {
            header = undefined;
            defaults = [];
        } else if (row[0]?.startsWith("#") === true) {
            header = undefined;
            if (row[0] === "#default") defaults = row;
        } else if (header === undefined) {
            header = row;
            last = undefined;
        } else if (header[1] === "error" && header[2] === "reference") {
            return { tables, error: row[1] as string };
        } else {
            const result = row[1] === "" ? (defaults[1] ?? "") : (row[1] as string);
            const id = `${result}/${row[2]}`;
            if (id !== last) tables.push({ result, columns: header.slice(3), rows: [] });
            last = id;
            tables[tables.length - 1]?.rows.push(row.slice(3));
        }
    }
    return { tables, ...{} };
}

interface Expectation {
    readonly oneOf?: readonly Expectation[];
    readonly tables?: readonly ShownTable[];
    readonly tablesStart?: readonly ShownTable[];
    readonly error?: { readonly kind: string; readonly status?: number; readonly message?: string };
    readonly names?: { readonly count: number; readonly first?: string; readonly last?: string };
    readonly params?: object;
    readonly id?: string;
    readonly backend?: string;
    readonly requests?: number | { readonly min?: number; readonly max?: number };
    readonly posts?: { readonly max: number };
    readonly waitedMs?: { readonly min?: number; readonly max?: number };
    readonly firstRowMs?: { readonly max: number };
    readonly neverSent?: string | readonly string[];
}

interface SeenRequest {
    readonly host: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly at: number;
}

function within(value: number, bounds: number | { readonly min?: number; readonly max?: number } | undefined): boolean {
    if (bounds === undefined) return true;
    return typeof bounds === "number" ? value === bounds : value >= (bounds.min ?? 0) && value <= (bounds.max ?? Infinity);
}

/** Why the outcome is not what is expected; undefined when it is. */
function mismatch(outcome: Outcome, requests: readonly SeenRequest[], expected: Expectation): string | undefined {
    const { oneOf, ...rest } = expected;
    if (oneOf !== undefined) {
        const reasons = oneOf.map((each) => mismatch(outcome, requests, each));
        if (!reasons.includes(undefined)) return reasons.join(" | ");
    }
    const read = tablesOf(outcome.text);
    const error = outcome.error ?? (read.error === undefined ? undefined : { kind: "script", status: 200, message: read.error });
    if (rest.error === undefined && oneOf === undefined && error !== undefined) return `unexpected error ${error.kind}: ${error.message}`;
    if (rest.error !== undefined) {
        if (error === undefined) return "expected an error";
        if (error.kind !== rest.error.kind) return `expected the error ${rest.error.kind}, got ${error.kind}: ${error.message}`;
        if (rest.error.status !== undefined && error.status !== rest.error.status)
            return `expected status ${rest.error.status}, got ${error.status}`;
        if (rest.error.message !== undefined && !new RegExp(rest.error.message).test(error.message))
            return `the message does not match: ${error.message}`;
        if (error.message.includes("secret-token")) return "the token is in the message";
    }
    if (rest.tables !== undefined && JSON.stringify(read.tables) !== JSON.stringify(rest.tables))
        return `tables: ${JSON.stringify(read.tables)}`;
    for (const [i, start] of (rest.tablesStart ?? []).entries()) {
        const table = read.tables[i];
        if (JSON.stringify(table?.rows.slice(0, start.rows.length)) !== JSON.stringify(start.rows))
            return `table ${i} does not begin as expected`;
    }
    const { names: found } = outcome;
    if (rest.names !== undefined) {
        if (found?.length !== rest.names.count) return `${found?.length} names`;
        if (rest.names.first !== undefined && found[0] !== rest.names.first) return `first name ${found[0]}`;
        if (rest.names.last !== undefined && found.at(-1) !== rest.names.last) return `last name ${found.at(-1)}`;
    }
    if (rest.params !== undefined && JSON.stringify(outcome.params) !== JSON.stringify(rest.params))
        return `params ${JSON.stringify(outcome.params)}`;
    if (rest.id !== undefined && outcome.id !== rest.id) return `id ${outcome.id}`;
    if (rest.backend !== undefined && outcome.backend !== rest.backend) return `backend ${outcome.backend}`;
    if (!within(requests.length, rest.requests)) return `${requests.length} requests`;
    if (!within(requests.filter(({ method }) => method === "POST").length, rest.posts)) return "too many POSTs";
    if (!within((requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0), rest.waitedMs)) return "did not wait as told";
    if (!within(outcome.firstRowMs ?? Infinity, rest.firstRowMs)) return `the first row came after ${outcome.firstRowMs} ms`;
    const strangers = requests.filter(({ host, headers }) => host === "other" && headers["authorization"] !== undefined);
    return strangers.length > 0 ? "the token went to another origin" : undefined;
}

defineConformance("replay", names, async (name) => {
    const server = await serve(new URL(`${name}.json`, folder));
    try {
        const outcome = await perform(server.url, server.case.operation as Operation);
        return mismatch(outcome, server.requests as SeenRequest[], server.case.expect as Expectation);
    } finally {
        await server.close();
    }
});
