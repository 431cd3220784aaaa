/** The official language server, asked as a black box over its own protocol. */
import { Worker } from "node:worker_threads";

export interface OracleFault {
    /** `line:column-line:column`, from 1, columns in bytes. */
    readonly place: string;
    readonly message: string;
}

export interface OracleAnswer {
    /** In its own order. */
    readonly faults: readonly OracleFault[];
    /** The type of the name that was asked for. */
    readonly hover: string | undefined;
    /** The formatted text; undefined where it refuses. */
    readonly formatted: string | undefined;
}

interface Position {
    readonly line: number;
    readonly character: number;
}
interface Published {
    readonly range: { readonly start: Position; readonly end: Position };
    readonly severity: number;
    readonly message: string;
}

export class Oracle {
    private worker: Promise<Worker> | undefined;

    /**
     * Asks about one text of ASCII characters; `hoverAt` is an offset in it. Gives undefined for a text on which the server
     * panics: that takes its thread along, and the next question starts another one.
     */
    async about(text: string, hoverAt?: number): Promise<OracleAnswer | undefined> {
        this.worker ??= started();
        const worker = await this.worker;
        const answer = await new Promise<{ diagnostics: readonly Published[]; hover?: string; formatted?: string } | undefined>(
            (resolve) => {
                const ended = (): void => resolve(undefined);
                worker.once("exit", ended);
                worker.once("message", (message) => {
                    worker.off("exit", ended);
                    resolve(message);
                });
                worker.postMessage({ text, hover: hoverAt === undefined ? undefined : positionAt(text, hoverAt) });
            },
        );
        if (answer === undefined) {
            this.worker = undefined;
            return undefined;
        }
        const place = ({ line, character }: Position): string => `${line + 1}:${character + 1}`;
        const faults = answer.diagnostics
            .filter(({ severity }) => severity === 1)
            .map(({ range, message }) => ({ place: `${place(range.start)}-${place(range.end)}`, message }));
        return { faults, hover: answer.hover, formatted: answer.formatted };
    }

    async stop(): Promise<void> {
        await (await this.worker)?.terminate();
    }
}

function started(): Promise<Worker> {
    const worker = new Worker(new URL("oracle-worker.mjs", import.meta.url));
    return new Promise((resolve, reject) => {
        worker.once("error", reject);
        worker.once("message", () => resolve(worker));
    });
}

function positionAt(text: string, offset: number): Position {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
