import { type Table, tableBytes } from "@flux-scripts/tables";
import type { Dependencies, RunLimits } from "../api.ts";
import type { Profile } from "./profile.ts";
import type { Attempt } from "./attempts.ts";
import { FluxError } from "../values/error.ts";

/** How often a run that waits looks whether it has to stop. */
const WATCH_MS = 20;

/** Pairs of rows that a join may make of two tables; more are a mistake, and no array would hold them. */
const MOST_PAIRS = 20_000_000;

/** What two row numbers take. */
const PAIR_BYTES = 16;

/** What one run may use, and whether it has to stop. Shared by all its operators. */
export class Run {
    /** Text of a place in the script, `@3:5-3:9`; set once the script is known. */
    placeText: (start: number, end: number) => string = () => "";
    /** The type that the analysis finds for the expression at an offset of the script. */
    typeAt: (offset: number) => string | undefined = () => undefined;
    /** Measures the steps, where that was asked for. */
    profile: Profile | undefined;
    /** What the work that is being done had to wait for; undefined outside of steps. */
    attempt: Attempt | undefined;
    /** The streams are run in one go, without a pause for answers. */
    cannotWait = false;
    private held = 0;
    private readonly started = Date.now();

    constructor(
        readonly dependencies: Dependencies,
        private readonly limits: RunLimits,
        private readonly cancelFlag: Int32Array | undefined,
        private readonly signal: AbortSignal | undefined,
    ) {}

    /** Throws when the run was cancelled or is out of time. Cheap; loops call it at least every few ten thousand rows. */
    readonly poll = (): void => {
        if (this.cancelFlag !== undefined && Atomics.load(this.cancelFlag, 0) !== 0) {
            throw new FluxError("canceled", "the run was cancelled");
        }
        if (this.signal?.aborted === true) {
            throw new FluxError("canceled", "the run was cancelled");
        }
        const limit = this.limits.timeMs;
        if (limit !== undefined && Date.now() - this.started > limit) {
            throw new FluxError("deadline exceeded", `the run took longer than its limit of ${limit} ms`);
        }
    };

    private pending: Promise<void>[] = [];

    /** Something the run has to wait for before it goes on to the next chunk, and before it ends: a write. */
    awaits(work: Promise<void>): void {
        // A failure is told when it is waited for.
        work.catch(() => {});
        this.pending.push(work);
    }

    /** What something outside gives; fails as soon as the run has to stop, though the answer may never come. */
    interruptible<T>(work: Promise<T>): Promise<T> {
        return new Promise((resolve, reject) => {
            const watch = setInterval(() => {
                try {
                    this.poll();
                } catch (error) {
                    clearInterval(watch);
                    reject(error);
                }
            }, WATCH_MS);
            work.then(resolve, reject).finally(() => clearInterval(watch));
        });
    }

    /** Waits for all that was given to {@link awaits}. */
    async settled(): Promise<void> {
        while (this.pending.length > 0) {
            const all = this.pending;
            this.pending = [];
            for (const work of all) {
                await this.interruptible(work);
            }
        }
    }

    /** Counts a table that a step keeps, and throws when the run holds more than it may. */
    hold(table: Table): void {
        const limit = this.limits.memoryBytes;
        if (limit === undefined) {
            return;
        }
        this.held += tableBytes(table);
        if (this.held > limit) {
            throw new FluxError("resource exhausted", `the run holds more than its limit of ${limit} bytes of rows`);
        }
    }

    /** Gives back what {@link hold} counted. */
    release(table: Table): void {
        if (this.limits.memoryBytes !== undefined) {
            this.held -= tableBytes(table);
        }
    }

    /**
     * To be asked while a join finds pairs of rows one by one: looks now and then whether the run has to stop, and throws when there are
     * more than a run may hold.
     */
    checkPairs(pairs: number): void {
        if (pairs % 65536 !== 0) {
            return;
        }
        this.poll();
        this.checkRows(pairs);
        const limit = this.limits.memoryBytes;
        if (pairs > MOST_PAIRS || (limit !== undefined && this.held + pairs * PAIR_BYTES > limit)) {
            throw new FluxError("resource exhausted", `the join has more than ${pairs} pairs of rows: join on more columns`);
        }
    }

    /** Throws when a step makes more rows than a run may. */
    checkRows(rows: number): void {
        const limit = this.limits.rows;
        if (limit !== undefined && rows > limit) {
            throw new FluxError("resource exhausted", `a step made more than the limit of ${limit} rows`);
        }
    }
}
