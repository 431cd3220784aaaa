/** The field above a list that finds entries by their text. */
import { el, icon } from "../shared/page.ts";

export class SearchField {
    readonly element: HTMLElement;
    private readonly input: HTMLInputElement;

    /** `changed`: another text is looked for. */
    constructor(label: string, changed: () => void) {
        this.input = el("input", { class: "field", type: "text", placeholder: label, "aria-label": label, oninput: changed });
        this.element = el("div", { class: "search" }, icon("search"), this.input);
    }

    /** What is looked for; empty for nothing. */
    get text(): string {
        return this.input.value;
    }

    clear(): void {
        this.input.value = "";
    }
}
