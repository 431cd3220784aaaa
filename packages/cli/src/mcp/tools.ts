/** Stored scripts as tools. */
import { effects, type ParamType } from "@flux-scripts/flux";
import { writeJson } from "@flux-scripts/flux/params";
import type { Script, ScriptsBackend } from "@flux-scripts/scripts-api";
import { answered } from "../running/answer.ts";
import { dialectFor } from "../running/stored.ts";
import type { Tool } from "./server.ts";

/** Characters of a result; more would crowd out everything else that a model reads. */
const maxLength = 100_000;

/** A tool of each script; names are made to fit the protocol, and each once. */
export async function toolsOf(backend: ScriptsBackend, scripts: readonly Script[]): Promise<Tool[]> {
    const taken = new Set<string>();
    const tools: Tool[] = [];
    for (const script of scripts) {
        const params = await backend.params(script.id);
        tools.push({
            name: toolName(script.name, taken),
            description: script.description === "" ? `Runs the Flux script ${script.name} and gives its rows as CSV.` : script.description,
            inputSchema: JSON.stringify(schemaOf(params)),
            changes: effects(script.script).some((effect) => effect.changes),
            call: async (args, signal) => {
                let text = "";
                const stream = await backend.invoke(script.id, { ...dialectFor(backend), params: writeJson(args), signal });
                for await (const piece of answered(stream, "csv")) {
                    text += piece;
                    if (text.length > maxLength) {
                        stream.cancel();
                        return `${text.slice(0, maxLength)}\n… cut here: ask for fewer rows`;
                    }
                }
                return text;
            },
        });
    }
    return tools;
}

function toolName(name: string, taken: Set<string>): string {
    const plain = name.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 60) || "script";
    let free = plain;
    for (let round = 2; taken.has(free); round++) free = `${plain}_${round}`;
    taken.add(free);
    return free;
}

const schemas: Readonly<Record<ParamType, object>> = {
    any: {},
    bool: { type: "boolean" },
    duration: { type: "string", description: "A duration such as 1h30m or -7d" },
    float: { type: "number" },
    int: { type: "integer" },
    string: { type: "string" },
    time: { type: "string", format: "date-time" },
    uint: { type: "integer", minimum: 0 },
};

function schemaOf(params: Readonly<Record<string, ParamType>>): object {
    const properties = Object.fromEntries(Object.entries(params).map(([name, type]) => [name, schemas[type]]));
    return { type: "object", properties, required: Object.keys(params), additionalProperties: false };
}
