/** What every page has: its start data, messages to the extension, texts in the person's language, elements. */

interface VsCodeApi {
    postMessage(message: unknown): void;
    getState(): unknown;
    setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface PageData {
    readonly nonce: string;
    /** Address of the decoder's script. */
    readonly worker: string;
    /** English text → text in the person's language. */
    readonly l10n: Readonly<Record<string, string>>;
    readonly language: string;
}

export const pageData = JSON.parse(document.getElementById("init")?.textContent ?? "{}") as PageData & Record<string, unknown>;
export const vscode = acquireVsCodeApi();

/** The text in the person's language; `{0}` takes the first argument. */
export function t(message: string, ...args: (string | number)[]): string {
    return (pageData.l10n[message] ?? message).replace(/\{(\d+)\}/g, (all, index: string) => String(args[Number(index)] ?? all));
}

export type Child = Node | string | undefined;
type Props = Readonly<Record<string, string | number | boolean | undefined | ((event: never) => void)>>;

/** An element: `on…` are listeners, the rest attributes; `true` is an empty attribute, `false` and undefined none. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
        else if (value === true) element.setAttribute(name, "");
        else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
}

export function icon(name: string, extra = ""): HTMLElement {
    return el("span", { class: `codicon codicon-${name} ${extra}`.trim(), "aria-hidden": "true" });
}

/** Replaces what an element holds. */
export function fill(element: Element, ...children: Child[]): void {
    element.replaceChildren(...children.filter((child) => child !== undefined));
}

/** Arrow keys move within the group: one tab stop for a toolbar, tab list or radio group. */
export function rove(group: HTMLElement, selector: string): void {
    group.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        const items = [...group.querySelectorAll<HTMLElement>(selector)].filter((item) => item.offsetParent !== null);
        const at = items.indexOf(event.target as HTMLElement);
        const next = items[(at + step + items.length) % items.length];
        if (at < 0 || next === undefined) return;
        event.preventDefault();
        for (const item of items) item.tabIndex = item === next ? 0 : -1;
        next.focus();
        if (next.getAttribute("role") === "radio" || next.getAttribute("role") === "tab") next.click();
    });
}
