/** The params form: one row a param in the order of first use, checked while typing, sent with exact JSON types. */
import "./params.css";
import { isJsonObject, type JsonValue, readJson, writeJson } from "@flux-scripts/flux/params";
import { anyKinds, describeJson, type FieldKind, kindOf, readField, textOf } from "../../run/fields.ts";
import type { FormData, FormMessage, FormUpdate, ParamInfo } from "../../run/paramInfo.ts";
import { el, fill, icon, t, vscode } from "../shared/page.ts";

const root = document.getElementById("root") as HTMLElement;
const post = (message: FormMessage): void => vscode.postMessage(message);

/** One param's controls. */
interface Field {
    readonly param: ParamInfo;
    kind: FieldKind;
    readonly row: HTMLElement;
    readonly line: HTMLElement;
    readonly help: HTMLElement;
    text: string;
    touched: boolean;
}

let data: FormData | undefined;
let fields: Field[] = [];
let unused: [string, JsonValue][] = [];
let preset = "";
const summary = el("a", { class: "text-error", href: "#", id: "faults", hidden: true, onclick: (event: Event) => focusFirstFault(event) });
const presetSelect = el("select", { class: "select", id: "preset", onchange: () => usePreset(presetSelect.value) });

window.addEventListener("message", ({ data: message }: MessageEvent<FormUpdate>) => {
    if (message.type === "data") show(message.data);
    else if (data !== undefined) {
        data = { ...data, presets: { ...data.presets, [message.name]: message.params } };
        preset = message.name;
        fillPresets();
    }
});

function show(next: FormData): void {
    data = next;
    preset = "";
    build(objectOf(next.values));
    fields[0]?.line.querySelector<HTMLElement>("input:not([type=checkbox]), textarea, input")?.focus();
}

function objectOf(json: string): ReadonlyMap<string, JsonValue> {
    const read = readJson(json);
    return read.ok && isJsonObject(read.value) ? read.value : new Map();
}

function build(values: ReadonlyMap<string, JsonValue>): void {
    if (data === undefined) return;
    const { params, script, connection, kind, label } = data;
    fields = params.map((param) => makeField(param, values.get(param.name)));
    unused = [...values].filter(([name]) => !params.some((param) => param.name === name));
    const place = { local: "database", cloud: "cloud", oss: "server" }[kind];
    fill(
        root,
        el(
            "form",
            {
                class: "form",
                novalidate: true,
                "aria-label": t("Params of {0}", script),
                onsubmit: (event: Event) => submit(event),
                onkeydown: (event: KeyboardEvent) => onKey(event),
            },
            el(
                "header",
                {},
                el(
                    "div",
                    { class: "titleline" },
                    el("h1", { class: "strong" }, script),
                    el("span", { class: "muted" }, params.length === 1 ? t("1 param") : t("{0} params", params.length)),
                    el("span", { class: "grow" }),
                    el("span", { class: "chip", title: t("Runs on this connection") }, icon(place), connection),
                    data.protected || label !== ""
                        ? el(
                              "span",
                              { class: `chip color-${data.color}${data.protected ? " protected" : ""}` },
                              data.protected ? icon("lock") : undefined,
                              chipText(data),
                          )
                        : undefined,
                ),
                el(
                    "div",
                    { class: "presetline" },
                    el("label", { for: "preset", class: "muted" }, t("Preset")),
                    presetSelect,
                    el("span", { class: "grow" }),
                    el("span", { class: "muted" }, el("span", { class: "req", "aria-hidden": "true" }, "* "), t("required")),
                ),
            ),
            el("div", { class: "rows" }, ...fields.map((field) => field.row), ...unused.map(([name, value]) => unusedRow(name, value))),
            el(
                "footer",
                {},
                el(
                    "button",
                    { type: "submit", class: "btn", id: "run", "aria-keyshortcuts": "Enter" },
                    icon("play"),
                    t("Run"),
                    el("kbd", { "aria-hidden": "true" }, "Enter"),
                ),
                el("button", { type: "button", class: "btn secondary", id: "save-preset", onclick: () => savePreset() }, t("Save Preset…")),
                el(
                    "button",
                    {
                        type: "button",
                        class: "btn secondary",
                        id: "copy-as",
                        onclick: () => withValues((params) => post({ type: "copy", params })),
                    },
                    t("Copy as…"),
                ),
                el("span", { class: "grow" }),
                summary,
            ),
        ),
    );
    fillPresets();
    for (const field of fields) check(field);
    summarize();
}

function chipText({ label, protected: isProtected }: FormData): string {
    if (!isProtected) return label;
    return label === "" ? t("protected") : t("{0}: protected", label);
}

function fillPresets(): void {
    const names = Object.keys(data?.presets ?? {});
    fill(
        presetSelect,
        el("option", { value: "" }, names.length === 0 ? t("None yet") : t("Last values")),
        ...names.map((name) => el("option", { value: name }, name)),
    );
    presetSelect.value = preset;
}

function usePreset(name: string): void {
    preset = name;
    build(objectOf(name === "" ? (data?.values ?? "{}") : (data?.presets[name] ?? "{}")));
    presetSelect.focus();
}

function makeField(param: ParamInfo, value: JsonValue | undefined): Field {
    const kind = kindOf(param, value);
    const label = el(
        "div",
        { class: "lab" },
        el("label", { for: `p-${param.name}` }, param.name),
        el("span", { class: "req", "aria-hidden": "true" }, "*"),
        el("span", { class: "type" }, param.type),
    );
    const line = el("div", { class: "line" });
    const help = el("div", { class: "help", id: `h-${param.name}` });
    const row = el("div", { class: "row", "data-param": param.name }, label, el("div", { class: "ctl" }, line, help));
    const field: Field = {
        param,
        kind,
        row,
        line,
        help,
        text: kind === "bool" && value === undefined ? "false" : textOf(kind, value),
        touched: value !== undefined,
    };
    drawControl(field);
    return field;
}

function drawControl(field: Field): void {
    const { param, kind, line } = field;
    const id = `p-${param.name}`;
    const common = { id, "aria-required": "true", "aria-describedby": `h-${param.name}`, spellcheck: "false", autocomplete: "off" };
    const changed = (event: Event): void => {
        field.text = (event.target as HTMLInputElement).value;
        field.touched = true;
        check(field);
        summarize();
    };
    const children: Node[] = [];
    if (param.type === "any") children.push(typeSelect(field));
    if (kind === "bool") {
        const word = el("span", { class: "mono" }, field.text === "true" ? "true" : "false");
        const box = el("input", {
            type: "checkbox",
            ...common,
            onchange: () => {
                field.text = String(box.checked);
                field.touched = true;
                word.textContent = field.text;
                check(field);
                summarize();
            },
        });
        box.checked = field.text === "true";
        children.push(el("label", { class: "check" }, box, word));
    } else if (kind === "json") {
        const area = el("textarea", {
            class: "area mono",
            rows: Math.min(6, Math.max(1, field.text.split("\n").length)),
            ...common,
            oninput: changed,
        });
        area.value = field.text;
        children.push(area);
    } else {
        const numeric = kind === "int" || kind === "uint" || kind === "float";
        const mono = kind === "duration" || kind === "time";
        const input = el("input", {
            type: "text",
            class: `field${numeric ? " num" : ""}${mono ? " mono" : ""}`,
            ...(numeric ? { inputmode: kind === "float" ? "decimal" : "numeric" } : {}),
            placeholder: placeholders[kind],
            ...common,
            oninput: changed,
        });
        input.value = field.text;
        children.push(input);
    }
    fill(line, ...children);
}

const placeholders: Readonly<Record<FieldKind, string | undefined>> = {
    string: undefined,
    bool: undefined,
    json: undefined,
    int: "42",
    uint: "42",
    float: "1.5",
    duration: "-1h30m",
    time: "2026-01-31T12:00:00Z",
};

function typeSelect(field: Field): HTMLElement {
    const select = el(
        "select",
        {
            class: "select",
            "aria-label": t("Type of {0}", field.param.name),
            onchange: () => {
                const before = readField(field.param.name, field.kind, field.text, Date.now(), t);
                field.kind = select.value as FieldKind;
                // A number or list stays what it reads as in the new type; a text is kept as it is.
                if (before.ok && field.kind === "json") field.text = writeJson(before.value);
                if (field.kind === "bool" && field.text !== "true") field.text = "false";
                drawControl(field);
                check(field);
                summarize();
                field.line.querySelector<HTMLElement>("select")?.focus();
            },
        },
        ...anyKinds.map((kind) => el("option", { value: kind, selected: kind === field.kind }, kind === "json" ? "JSON" : kind)),
    );
    if (field.kind === "uint") select.append(el("option", { value: "uint", selected: true }, "uint"));
    return select;
}

/** Says under the field what is wrong, or where the param is used and what will be sent. */
function check(field: Field): boolean {
    const { param, kind, help, line } = field;
    const result = readField(param.name, kind, field.text, Date.now(), t);
    const control = line.querySelector<HTMLElement>("input, textarea");
    const complain = !result.ok && field.touched;
    if (complain) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    help.classList.toggle("bad", complain);
    if (!result.ok && complain) {
        help.id = `h-${param.name}`;
        fill(help, icon("error"), el("span", {}, result.message));
        return false;
    }
    const parts = [...param.usage.slice(0, 2).map((usage) => t("Used as {0}.", usage))];
    if (result.ok && result.sentAs !== undefined) parts.push(t("Sent as {0}", result.sentAs));
    if (result.ok && kind === "json") parts.push(describeJson(result.value, t));
    const text = parts.filter((part) => part !== "").join(" ");
    fill(help, text === "" ? undefined : el("span", {}, text));
    return result.ok;
}

function faults(): Field[] {
    return fields.filter((field) => !readField(field.param.name, field.kind, field.text, Date.now(), t).ok);
}

function summarize(): void {
    const count = faults().filter((field) => field.touched).length;
    summary.hidden = count === 0;
    summary.textContent = count === 1 ? t("1 value to fix") : t("{0} values to fix", count);
}

function focusFirstFault(event?: Event): void {
    event?.preventDefault();
    const first = faults()[0];
    first?.line.querySelector<HTMLElement>("input, textarea")?.focus();
}

/** Calls `use` with the params as JSON text; goes to the first wrong field instead when there is one. */
function withValues(use: (params: string) => void): void {
    for (const field of fields) {
        field.touched = true;
        check(field);
    }
    summarize();
    if (faults().length > 0) {
        focusFirstFault();
        return;
    }
    const now = Date.now();
    const entries = fields.map((field): [string, JsonValue] => {
        const result = readField(field.param.name, field.kind, field.text, now, t);
        return [field.param.name, result.ok ? result.value : null];
    });
    use(writeJson(new Map(entries)));
}

function submit(event: Event): void {
    event.preventDefault();
    withValues((params) => post({ type: "run", params, preset }));
}

function savePreset(): void {
    withValues((params) => post({ type: "savePreset", name: preset, params }));
}

function onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") post({ type: "cancel" });
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
    else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) submit(event);
}

function unusedRow(name: string, value: JsonValue): HTMLElement {
    return el(
        "div",
        { class: "row" },
        el("div", { class: "lab" }, el("span", { class: "name muted" }, name), el("span", { class: "type" }, t("unused"))),
        el(
            "div",
            { class: "ctl" },
            el(
                "div",
                { class: "line" },
                el("span", { class: "mono muted" }, writeJson(value)),
                el("span", { class: "muted" }, t("The script does not read it: not sent.")),
            ),
        ),
    );
}

post({ type: "ready" });
