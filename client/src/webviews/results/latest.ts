/** One question at a time: those that come while one is under way are left out, but for the last. */
export class Latest {
    private isBusy = false;
    private next: (() => Promise<void>) | undefined;

    /** Asks now, or when the question under way is answered. */
    ask(question: () => Promise<void>): void {
        if (this.isBusy) {
            this.next = question;
            return;
        }
        this.isBusy = true;
        void this.answer(question);
    }

    private async answer(question: () => Promise<void>): Promise<void> {
        try {
            await question();
        } catch (error) {
            // What one question meets must not keep the later ones from being asked.
            console.error(error);
        }
        this.isBusy = false;
        const { next } = this;
        this.next = undefined;
        if (next !== undefined) this.ask(next);
    }
}
