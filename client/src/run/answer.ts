/** The bytes of an answer on their way to the view: counted, kept up to a limit, and held back first where that is asked for. */
import { CsvCounter } from "./csvCount.ts";
import { RowKeeper } from "../views/keptRuns.ts";

interface Target {
    begin(): Promise<void>;
    add(bytes: Uint8Array): Promise<void>;
}

/** An answer that ended with an error table before the view was touched. */
export class AnswerError extends Error {}

export class Answer {
    begun = false;
    private readonly counter = new CsvCounter();
    private readonly keeper = new RowKeeper();
    private held: Uint8Array[] = [];
    private size = 0;

    /** `hold`: bytes that are gathered before the view begins. */
    constructor(
        private readonly hold: number,
        private readonly target: Target,
    ) {}

    async begin(): Promise<void> {
        if (this.begun) return;
        this.begun = true;
        await this.target.begin();
        for (const bytes of this.held.splice(0)) await this.target.add(bytes);
    }

    async add(bytes: Uint8Array): Promise<void> {
        this.counter.add(bytes);
        this.keeper.add(bytes);
        if (this.begun) return this.target.add(bytes);
        this.held.push(bytes);
        this.size += bytes.length;
        if (this.size >= this.hold) await this.begin();
        return undefined;
    }

    /** The answer is here. Rejects with an `AnswerError` for an error table that nobody has seen yet. */
    async finish(): Promise<void> {
        const { error } = this.counter;
        if (!this.begun && error !== undefined) throw new AnswerError(error);
        await this.begin();
    }

    get rows(): number {
        return this.counter.rows;
    }

    get error(): string | undefined {
        return this.counter.error;
    }

    /** All of it; undefined where it is too much. */
    get bytes(): Uint8Array | undefined {
        return this.keeper.rows;
    }
}
