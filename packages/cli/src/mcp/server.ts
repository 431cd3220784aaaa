/** The Model Context Protocol over lines of JSON: initialize, list tools, call one. Numbers keep their spelling on the way. */
import { isJsonObject, type JsonObject, type JsonValue, readJson, writeJson } from "@flux-scripts/flux/params";

export interface Tool {
    readonly name: string;
    readonly description: string;
    /** JSON text of the schema of its arguments. */
    readonly inputSchema: string;
    /** It may change something outside. */
    readonly changes: boolean;
    /** Text of its result; rejects with what went wrong. */
    call(args: JsonObject, signal: AbortSignal): Promise<string>;
}

/** Versions that this server speaks; they do not differ in what it uses. */
const versions = ["2025-06-18", "2025-03-26", "2024-11-05"];

const parseError = -32700;
const invalidRequest = -32600;
const methodNotFound = -32601;
const invalidParams = -32602;

/** Calls that run, by the JSON text of their ids. */
export type RunningCalls = Map<string, AbortController>;

/** The answer to one message, undefined for a notification and for a call that was cancelled. Never rejects. */
export async function answer(line: string, tools: readonly Tool[], version: string, running: RunningCalls): Promise<string | undefined> {
    const message = readJson(line);
    if (!message.ok) return failure("null", parseError, message.fault.message);
    if (!isJsonObject(message.value)) return failure("null", invalidRequest, "a message must be an object");
    const id = message.value.get("id");
    const method = message.value.get("method");
    const params = message.value.get("params");
    const given: JsonObject = isJsonObject(params) ? params : new Map<string, JsonValue>();
    if (method === "notifications/cancelled") running.get(writeJson(given.get("requestId") ?? null))?.abort();
    // Answers of the client and notifications need none.
    if (id === undefined || typeof method !== "string") return undefined;
    const idText = writeJson(id);
    switch (method) {
        case "initialize": {
            const wanted = given.get("protocolVersion");
            const spoken = typeof wanted === "string" && versions.includes(wanted) ? wanted : versions[0];
            const info = { protocolVersion: spoken, capabilities: { tools: {} }, serverInfo: { name: "flux-scripts", version } };
            return success(idText, JSON.stringify(info));
        }
        case "ping":
            return success(idText, "{}");
        case "tools/list":
            return success(idText, `{"tools":[${tools.map(toolText).join(",")}]}`);
        case "tools/call":
            return callTool(idText, given, tools, running);
        default:
            return failure(idText, methodNotFound, `there is no method ${method}`);
    }
}

async function callTool(id: string, given: JsonObject, tools: readonly Tool[], running: RunningCalls): Promise<string | undefined> {
    const name = given.get("name");
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) return failure(id, invalidParams, `there is no tool ${typeof name === "string" ? name : ""}`);
    const args = given.get("arguments");
    const controller = new AbortController();
    running.set(id, controller);
    try {
        const text = await tool.call(isJsonObject(args) ? args : new Map<string, JsonValue>(), controller.signal);
        return success(id, content(text, false));
    } catch (error) {
        if (controller.signal.aborted) return undefined;
        // For the model to read and act on, so it is a result and no error of the protocol.
        return success(id, content(error instanceof Error ? error.message : String(error), true));
    } finally {
        running.delete(id);
    }
}

function toolText({ name, description, inputSchema, changes }: Tool): string {
    const annotations = JSON.stringify({ readOnlyHint: !changes, destructiveHint: changes });
    return `{"name":${JSON.stringify(name)},"description":${JSON.stringify(description)},"inputSchema":${inputSchema},"annotations":${annotations}}`;
}

function content(text: string, isError: boolean): string {
    return JSON.stringify({ content: [{ type: "text", text }], isError });
}

function success(id: string, result: string): string {
    return `{"jsonrpc":"2.0","id":${id},"result":${result}}`;
}

function failure(id: string, code: number, message: string): string {
    return `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code, message })}}`;
}
