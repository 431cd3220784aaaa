/**
 * Work of steps that has to wait for something outside: a request in a row function. The work is tried anew when the answer is there,
 * with the answers it has had already; what comes for the step meanwhile waits its turn.
 */
import type { Run } from "./run.ts";

/** Thrown by work that can't go on before an answer has come. */
export class MustWaitInRow {
    constructor(readonly start: () => Promise<unknown>) {}
}

/** One try of a piece of work: the answers of earlier tries, in the order in which they are asked for. */
export class Attempt {
    private at = 0;

    constructor(private readonly answers: readonly unknown[]) {}

    /** The answer, or a {@link MustWaitInRow} where it is not there yet. */
    answer<T>(start: () => Promise<T>): T {
        const index = this.at;
        this.at += 1;
        if (index >= this.answers.length) {
            throw new MustWaitInRow(start);
        }
        return this.answers[index] as T;
    }
}

/** The work of one step, in order. */
export class Attempts {
    private waiting: Promise<void> | undefined;

    constructor(
        private readonly run: Run,
        /** Puts the step's name and place on an error. */
        private readonly placed: (error: unknown) => unknown,
    ) {}

    /** Does the work now, or after what the step still waits for. */
    do(work: () => void): void {
        if (this.waiting !== undefined) {
            this.wait(this.waiting.then(() => this.finish(work, [])));
            return;
        }
        try {
            this.try(work, []);
        } catch (error) {
            if (!(error instanceof MustWaitInRow) || this.run.cannotWait) {
                throw this.placed(error);
            }
            this.wait(this.retry(error, work, []));
        }
    }

    private wait(promise: Promise<void>): void {
        const done = promise.then(() => {
            if (this.waiting === done) {
                this.waiting = undefined;
            }
        });
        this.waiting = done;
        this.run.awaits(done);
    }

    private try(work: () => void, answers: readonly unknown[]): void {
        const outer = this.run.attempt;
        this.run.attempt = new Attempt(answers);
        try {
            work();
        } finally {
            this.run.attempt = outer;
        }
    }

    private async retry(missing: MustWaitInRow, work: () => void, answers: unknown[]): Promise<void> {
        try {
            answers.push(await missing.start());
        } catch (error) {
            throw this.placed(error);
        }
        await this.finish(work, answers);
    }

    private async finish(work: () => void, answers: unknown[]): Promise<void> {
        this.run.poll();
        try {
            this.try(work, answers);
        } catch (error) {
            if (!(error instanceof MustWaitInRow)) {
                throw this.placed(error);
            }
            await this.retry(error, work, answers);
        }
    }
}
