/** The annotated CSV as text: only the lines in view are asked for and drawn. */
import { el, fill, t } from "../shared/page.ts";
import type { RawAnswer } from "./protocol.ts";
import { number } from "./states.ts";
import type { ResultsWorker } from "./worker.ts";

const lineHeight = 18;
/** Browsers draw no element much higher than this. */
const highest = 8_000_000;

export class RawView {
    readonly element: HTMLElement;
    private readonly numbers = el("div", { class: "numbers", "aria-hidden": "true" });
    private readonly text = el("pre", { class: "lines mono" });
    private readonly space = el("div", { class: "space" }, this.numbers, this.text);
    private total = 0;
    private generation = 0;

    constructor(private readonly worker: ResultsWorker) {
        this.element = el(
            "div",
            {
                class: "raw",
                id: "raw",
                hidden: true,
                tabindex: 0,
                role: "region",
                "aria-label": t("Annotated CSV"),
                onscroll: () => void this.load(),
            },
            this.space,
        );
        new ResizeObserver(() => void this.load()).observe(this.element);
    }

    show(): void {
        this.element.hidden = false;
        void this.load();
    }

    hide(): void {
        this.element.hidden = true;
    }

    clear(): void {
        this.total = 0;
        this.element.scrollTop = 0;
    }

    private async load(): Promise<void> {
        if (this.element.hidden) return;
        const generation = ++this.generation;
        const view = Math.ceil((this.element.clientHeight || 400) / lineHeight);
        const height = Math.min(highest, this.total * lineHeight);
        const room = Math.max(1, height - this.element.clientHeight);
        const scale = height < this.total * lineHeight ? (this.total - view + 1) / room : 1 / lineHeight;
        const first = Math.max(0, Math.floor(this.element.scrollTop * scale));
        const { total, lines } = await this.worker.ask<RawAnswer>({ type: "raw", from: first, to: first + view + 2 });
        if (generation !== this.generation) return;
        const grew = total !== this.total;
        this.total = total;
        this.space.style.height = `${Math.min(highest, total * lineHeight)}px`;
        const top = `${scale === 1 / lineHeight ? first * lineHeight : this.element.scrollTop}px`;
        this.numbers.style.top = top;
        this.text.style.top = top;
        this.numbers.textContent = lines.map((_line, index) => number(first + index + 1)).join("\n");
        fill(this.text, ...lines.map((line) => el("span", { class: /^#|^,result,table/.test(line) ? "note" : "" }, `${line}\n`)));
        if (grew && lines.length < view + 2 && first + lines.length < total) void this.load();
    }
}
