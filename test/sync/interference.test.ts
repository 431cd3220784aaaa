/** Two people sync one backend at the same moment, with faults between any two calls: no text that anyone wrote is lost. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createScriptsClient, type FetchLike, NotFoundError, type ScriptsBackend } from "../../packages/scripts-api/src/index.ts";
import {
    apply,
    type BaseScript,
    type Content,
    type LocalScript,
    plan,
    type Ports,
    remoteOf,
    type SyncAction,
} from "../../packages/workspace/src/index.ts";
import { startTestBackend, type TestBackend } from "../backend/support.ts";

const rounds = process.env["SOAK"] === undefined ? 100 : 1000;
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

let backend: TestBackend;

beforeAll(async () => {
    backend = await startTestBackend();
});
afterAll(async () => {
    await backend.stop();
});

/** Mulberry32: small, and the same everywhere for a seed. */
function randomOf(start: number): () => number {
    let state = start;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

/** A network that cuts, stalls and answers with errors, before or after the server has acted. */
function faultyFetch(random: () => number, on: () => boolean): FetchLike {
    return async (url, init) => {
        const fault = on() ? random() : 1;
        if (fault < 0.05) throw Object.assign(new Error("cut before"), { code: "ECONNRESET" });
        if (fault < 0.08) return new Response('{"code":"internal error","message":"no luck"}', { status: 500 });
        if (fault < 0.11) return new Response("{}", { status: 429, headers: { "retry-after": "0" } });
        const { signal, ...rest } = init as RequestInit;
        if (fault < 0.13) return silence(signal);
        // What comes too late or half has been done by the server all the same.
        const response = await fetch(url, rest);
        if (fault < 0.16) throw Object.assign(new Error("cut after"), { code: "ECONNRESET" });
        if (fault < 0.18) return silence(signal);
        if (fault < 0.21) return half(response);
        return response;
    };
}

/** No answer, until the client gives up. */
function silence(signal: AbortSignal | null | undefined): Promise<never> {
    return new Promise((_resolve, reject) => {
        const end = (): void => reject(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
        if (signal?.aborted === true) end();
        signal?.addEventListener("abort", end);
    });
}

/** An answer whose connection ends within the body. */
async function half(response: Response): Promise<Response> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const body = new ReadableStream<Uint8Array>({
        start(controller) {
            controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
        },
        pull(controller) {
            controller.error(Object.assign(new Error("terminated"), { code: "UND_ERR_SOCKET" }));
        },
    });
    const { status, headers } = response;
    return status === 204 ? response : new Response(body, { status, headers });
}

/** One person's folder, in memory. */
class Person {
    readonly files = new Map<string, LocalScript>();
    readonly bases = new Map<string, BaseScript>();
    readonly backups: string[] = [];
    /** What the person deleted by hand: theirs to lose. */
    readonly trash: string[] = [];
    faults = false;
    private readonly client: ScriptsBackend;

    /** A short time-out only makes more faults; who looks at the end of a round needs a long one. */
    constructor(random: () => number, timeoutMs: number) {
        const fetch = faultyFetch(random, () => this.faults);
        this.client = createScriptsClient("local", {
            fetch,
            url: backend.url,
            token: backend.token,
            sleep: () => Promise.resolve(),
            maxTries: 3,
            timeoutMs,
        });
    }

    async plan() {
        const remote = (await this.client.list()).map(remoteOf);
        return plan({ base: [...this.bases.values()], local: [...this.files.values()], remote });
    }

    readonly ports: Ports = {
        remote: {
            get: async (id) => {
                try {
                    return await this.client.get(id);
                } catch (error) {
                    if (error instanceof NotFoundError) return undefined;
                    throw error;
                }
            },
            find: (name) => this.client.find(name),
            create: (script) => this.client.create(script),
            update: (id, change) => this.client.update(id, change),
            delete: (id) => this.client.delete(id),
        },
        local: {
            read: async (file) => this.files.get(file),
            write: async (file, content: Content) => {
                const script = { ...content, file: file ?? `${content.name}.flux` };
                this.files.set(script.file, script);
                return script;
            },
            remove: async (file) => void this.files.delete(file),
            backup: async (_name, text) => {
                this.backups.push(text);
                return "";
            },
        },
        base: {
            put: async (script) => void this.bases.set(script.id, script),
            remove: async (id) => void this.bases.delete(id),
        },
    };
}

it(`loses no text in ${rounds} rounds of two people, with faults (seed ${seed})`, { timeout: 1_200_000 }, async () => {
    const random = randomOf(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const people = [new Person(random, 250), new Person(random, 250)];
    const marks: string[] = [];
    let contested = 0;
    for (let round = 0; round < rounds; round++) {
        for (const person of people) {
            for (let edits = Math.floor(random() * 3); edits > 0; edits--) {
                const name = pick(["a", "b", "c"]);
                const file = `${name}.flux`;
                const mark = `mark${marks.length}`;
                marks.push(mark);
                const before = person.files.get(file)?.text ?? "";
                person.files.set(file, { file, name, description: "", text: `${before}${mark} = 1\n` });
            }
            const synced = [...person.bases.values()].filter((base) => person.files.get(base.file)?.text === base.text);
            if (random() < 0.15 && synced.length > 0) {
                const { file, text } = pick(synced);
                person.files.delete(file);
                person.trash.push(text);
            }
        }
        const results = await Promise.allSettled(
            people.map(async (person) => {
                person.faults = true;
                const items = await person.plan();
                const chosen = new Map<string, SyncAction>();
                for (const item of items) if (item.choices.length > 0 && item.action === "none") chosen.set(item.key, pick(item.choices));
                const done = await apply(items, person.ports, chosen);
                return chosen.size > 0 || done.some((entry) => entry.outcome !== "done");
            }),
        );
        for (const person of people) person.faults = false;
        if (results.some((result) => result.status === "rejected" || result.value)) contested++;
        const remote = await new Person(random, 30_000).plan();
        const texts = [
            ...remote.map((item) => item.remote?.text ?? ""),
            ...people.flatMap((person) => [...[...person.files.values()].map((script) => script.text), ...person.backups, ...person.trash]),
        ].join("\n");
        const lost = marks.filter((mark) => !texts.includes(`${mark} = 1\n`));
        expect(lost, `round ${round}, seed ${seed}`).toEqual([]);
    }
    process.stderr.write(`interference: ${rounds} rounds, ${contested} contested, ${marks.length} texts, seed ${seed}\n`);
    expect(contested / rounds).toBeGreaterThan(0.3);
});
