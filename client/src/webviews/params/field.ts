/** One row of the form: a param's control for its kind, completion, and what is said under it. */
import { type JsonValue, writeJson } from "@flux-scripts/flux/params";
import { anyKinds, describeJson, type FieldKind, type FieldResult, kindOf, readField, textOf } from "../../run/fields.ts";
import type { NamesQuestion, ParamInfo } from "../../run/paramInfo.ts";
import type { Combobox } from "../shared/combobox.ts";
import { el, fill, icon, t } from "../shared/page.ts";
import { liveNames, withItem } from "./names.ts";
import { openTimePicker } from "./timePicker.ts";

/** What a field asks of the form around it. */
export interface FieldHost {
    changed(): void;
    goTo(line: number): void;
    /** The question for a param's live names, from the fields as they are; undefined while a bucket is missing. */
    questionFor(param: ParamInfo): NamesQuestion | undefined;
    names(question: NamesQuestion): Promise<readonly string[]>;
    readonly connection: string;
}

const placeholders: Readonly<Partial<Record<FieldKind, string>>> = {
    int: "42",
    uint: "42",
    float: "1.5",
    duration: "-1h30m",
    time: "2026-01-31T12:00:00Z",
    json: '["a", "b"]',
};

export class ParamField {
    readonly row: HTMLElement;
    kind: FieldKind;
    text: string;
    /** Complaints wait until a person was here. */
    touched: boolean;
    private readonly line = el("div", { class: "line" });
    private readonly help: HTMLElement;
    private suggestions: Combobox | undefined;

    constructor(
        readonly param: ParamInfo,
        value: JsonValue | undefined,
        private readonly host: FieldHost,
    ) {
        this.kind = kindOf(param, value);
        this.text = this.kind === "bool" && value === undefined ? "false" : textOf(this.kind, value);
        this.touched = value !== undefined;
        this.help = el("div", { class: "help", id: `h-${param.name}` });
        this.row = el(
            "div",
            { class: "row", "data-param": param.name },
            el(
                "div",
                { class: "lab" },
                el("label", { for: `p-${param.name}`, title: param.name }, param.name),
                el("span", { class: "req", "aria-hidden": "true" }, "*"),
                el("span", { class: "type" }, param.type),
            ),
            el("div", { class: "ctl" }, this.line, this.help),
        );
        this.draw();
    }

    read(now: number): FieldResult {
        return readField(this.param.name, this.kind, this.text, now, t, this.param.inferred);
    }

    get isCompleting(): boolean {
        return this.suggestions?.isOpen === true;
    }

    focus(): void {
        this.line.querySelector<HTMLElement>("input, textarea")?.focus();
    }

    /** Takes a value from a preset or a pasted JSON. */
    set(value: JsonValue): void {
        this.kind = kindOf(this.param, value);
        this.text = textOf(this.kind, value);
        this.touched = true;
        this.draw();
        this.check();
    }

    /** Says under the field what is wrong, or where the param is used and what will be sent. */
    check(): boolean {
        const { param, kind, help } = this;
        const result = this.read(Date.now());
        const control = this.line.querySelector<HTMLElement>("input, textarea");
        const complain = !result.ok && this.touched;
        if (complain) {
            control?.setAttribute("aria-invalid", "true");
            control?.setAttribute("aria-errormessage", help.id);
        } else {
            control?.removeAttribute("aria-invalid");
            control?.removeAttribute("aria-errormessage");
        }
        help.classList.toggle("bad", complain);
        if (!result.ok && complain) {
            fill(help, icon("error"), el("span", {}, result.message));
            return false;
        }
        const parts: (Node | string)[] = [];
        const [usage] = param.usage;
        if (usage !== undefined && param.type === "any") {
            parts.push(t("Used as {0}", usage));
            const { line } = param;
            if (line !== undefined) {
                const open = (event: Event): void => (event.preventDefault(), this.host.goTo(line));
                parts.push(" ", t("in"), " ", el("a", { href: "#", onclick: open }, t("line {0}", line)));
            }
            parts.push(". ");
        }
        if (!result.ok) parts.push(t("Required."));
        else if (result.sentAs !== undefined) parts.push(t("Sent as {0}", result.sentAs));
        if (result.ok && kind === "json") parts.push(describeJson(result.value, t));
        if (kind === "json" && param.inferred !== undefined) parts.push(`${result.ok ? ". " : " "}${t("Type: {0}", param.inferred)}`);
        fill(help, parts.length === 0 ? undefined : el("span", {}, ...parts));
        return result.ok;
    }

    private changed(text: string): void {
        this.text = text;
        this.touched = true;
        this.check();
        this.host.changed();
    }

    private draw(): void {
        const { param, kind, line } = this;
        const id = `p-${param.name}`;
        const common = { id, "aria-required": "true", "aria-describedby": `h-${param.name}`, spellcheck: "false", autocomplete: "off" };
        this.suggestions = undefined;
        const children: Node[] = [];
        if (param.type === "any") children.push(this.typeSelect());
        if (kind === "bool") children.push(this.checkbox(common));
        else if (kind === "json") {
            const area = el("textarea", {
                class: "area mono",
                rows: Math.min(6, Math.max(1, this.text.split("\n").length)),
                placeholder: jsonPlaceholder(param.inferred),
                ...common,
                oninput: () => this.changed(area.value),
            });
            area.value = this.text;
            children.push(area);
            if (param.names !== undefined && param.inferred?.startsWith("[") === true) children.push(this.adder(area));
        } else {
            const numeric = kind === "int" || kind === "uint" || kind === "float";
            const mono = kind === "duration" || kind === "time";
            const input = el("input", {
                type: "text",
                class: `field${numeric ? " num" : ""}${mono ? " mono" : ""}`,
                ...(numeric ? { inputmode: kind === "float" ? "decimal" : "numeric" } : {}),
                placeholder: placeholders[kind],
                ...common,
                oninput: () => this.changed(input.value),
            });
            input.value = this.text;
            children.push(kind === "string" && param.names !== undefined ? this.completed(input) : input);
            if (kind === "time") children.push(this.pickButton(input));
        }
        fill(line, ...children);
    }

    private checkbox(common: Readonly<Record<string, string>>): HTMLElement {
        const word = el("span", { class: "mono" }, this.text === "true" ? "true" : "false");
        const box = el("input", {
            type: "checkbox",
            ...common,
            onchange: () => {
                word.textContent = String(box.checked);
                this.changed(String(box.checked));
            },
        });
        box.checked = this.text === "true";
        return el("label", { class: "check" }, box, word);
    }

    /** Names of the connection under the field, as they are when it is entered. */
    private completed(input: HTMLInputElement): HTMLElement {
        const id = `p-${this.param.name}`;
        this.suggestions = liveNames(input, id, this.param, this.host, (value) => {
            input.value = value;
            this.changed(value);
        });
        return el("div", { class: "anchor" }, input, this.suggestions.list);
    }

    /** A field for one more item of a list of names, which goes to the end of the list. */
    private adder(area: HTMLTextAreaElement): HTMLElement {
        const { param } = this;
        const id = `p-${param.name}-add`;
        const input = el("input", {
            type: "text",
            class: "field",
            id,
            placeholder: t("Add a name"),
            "aria-label": t("Add a name to {0}", param.name),
            spellcheck: "false",
            autocomplete: "off",
            onkeydown: (event: KeyboardEvent) => {
                if (this.isCompleting || event.key !== "Enter" || event.ctrlKey || event.metaKey || input.value === "") return;
                event.preventDefault();
                event.stopPropagation();
                add(input.value);
            },
        });
        const add = (name: string): void => {
            const list = withItem(area.value, name);
            if (list === undefined) return;
            input.value = "";
            area.value = list;
            this.changed(list);
        };
        this.suggestions = liveNames(input, id, param, this.host, add);
        return el("div", { class: "anchor" }, input, this.suggestions.list);
    }

    private pickButton(input: HTMLInputElement): HTMLElement {
        const label = t("Choose the time of {0}", this.param.name);
        const button = el(
            "button",
            {
                type: "button",
                class: "tbtn",
                "aria-label": label,
                title: label,
                "aria-haspopup": "dialog",
                onclick: () =>
                    openTimePicker(button, input.value, (text) => {
                        input.value = text;
                        this.changed(text);
                        input.focus();
                    }),
            },
            icon("calendar"),
        );
        return button;
    }

    private typeSelect(): HTMLElement {
        const select = el(
            "select",
            {
                class: "select",
                "aria-label": t("Type of {0}", this.param.name),
                onchange: () => {
                    const before = this.read(Date.now());
                    this.kind = select.value as FieldKind;
                    // A number or list stays what it reads as in the new type; a text is kept as it is.
                    if (before.ok && this.kind === "json") this.text = writeJson(before.value);
                    if (this.kind === "bool" && this.text !== "true") this.text = "false";
                    this.draw();
                    this.check();
                    this.host.changed();
                    this.line.querySelector<HTMLElement>("select")?.focus();
                },
            },
            ...anyKinds.map((kind) => el("option", { value: kind, selected: kind === this.kind }, kind === "json" ? "JSON" : kind)),
        );
        if (this.kind === "uint") select.append(el("option", { value: "uint", selected: true }, "uint"));
        return select;
    }
}

/** A record as its type has it, else a list. */
function jsonPlaceholder(inferred: string | undefined): string {
    if (inferred?.startsWith("{") !== true) return '["a", "b"]';
    const labels = [...inferred.matchAll(/(\w+): /g)].map(([, label = ""]) => `"${label}": …`);
    return `{${labels.slice(0, 3).join(", ")}}`;
}
