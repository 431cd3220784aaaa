/**
 * What came out of each call of a run, for a client that asks for it: it sends `X-Flux-Scripts-Profile: ID`, an id of its own that
 * nobody can guess, with a query, reads the rows to their end, and takes the profile under that id. The answer itself is the same as
 * without.
 */
import type { ProfileEvent } from "@flux-scripts/engine";
import { ServiceError } from "../errors.ts";
import type { QueryRun } from "../query/pool.ts";
import type { Access } from "./access.ts";
import { compact } from "./answer.ts";
import type { App, Environment } from "./environment.ts";

interface Kept {
    readonly profile: ProfileEvent;
    readonly access: Access;
    readonly at: number;
}

/** Profiles that nobody took are forgotten after so long, and the oldest when there are more. */
const keptMs = 60_000;
const keptCount = 64;

export class Profiles {
    private readonly kept = new Map<string, Kept>();
    private readonly now: () => number;

    /** @param now ms since epoch */
    constructor(now: () => number = Date.now) {
        this.now = now;
    }

    /** The id of a header; throws for one that could be guessed. */
    wanted(header: string | undefined): string | undefined {
        if (header === undefined || /^[0-9a-f]{32}$/.test(header)) return header;
        throw new ServiceError("invalid", "X-Flux-Scripts-Profile must be 32 random hexadecimal digits");
    }

    /** The rows of a run; its profile is there when they have ended. */
    async *keeping(run: QueryRun, id: string, access: Access): AsyncGenerator<Uint8Array, void, undefined> {
        yield* run.rows;
        if (run.profile !== undefined) this.keep(id, run.profile, access);
    }

    keep(id: string, profile: ProfileEvent, access: Access): void {
        this.forget();
        this.kept.set(id, { profile, access, at: this.now() });
        for (const other of this.kept.keys()) {
            if (this.kept.size <= keptCount) break;
            this.kept.delete(other);
        }
    }

    /** Gives a profile away, once, and only with the token that the run had. */
    take(id: string, access: Access): ProfileEvent | undefined {
        this.forget();
        const found = this.kept.get(id);
        if (found === undefined || found.access !== access) return undefined;
        this.kept.delete(id);
        return found.profile;
    }

    private forget(): void {
        for (const [id, { at }] of this.kept) if (this.now() - at > keptMs) this.kept.delete(id);
    }
}

export function profileRoutes(app: App, environment: Environment): void {
    app.get("/api/v2/flux-scripts/profiles/:id", (context) => {
        const profile = environment.profiles.take(context.req.param("id"), context.var.access);
        if (profile === undefined) throw new ServiceError("not found", "there is no profile of this id");
        const { compileMs, totalMs, calls } = profile;
        return compact(context, { compileMs, totalMs, calls });
    });
}
