/** The params form: one row a param in the order of first use, checked while typing, sent with exact JSON types. */
import "../shared/locale.ts";
import "./params.css";
import { isJsonObject, type JsonObject, type JsonValue, readJson, writeJson } from "@flux-scripts/flux/params";
import type { FormData, FormMessage, FormUpdate, NameSource, NamesQuestion, ParamInfo } from "../../run/paramInfo.ts";
import { el, fill, icon, t, vscode } from "../shared/page.ts";
import { type FieldHost, ParamField } from "./field.ts";
import { openPaste, pastedParams } from "./paste.ts";

const root = document.getElementById("root") as HTMLElement;
const post = (message: FormMessage): void => vscode.postMessage(message);

let data: FormData | undefined;
let fields: ParamField[] = [];
let preset = "";
let asked = 0;
const waiting = new Map<number, (names: readonly string[]) => void>();
const summary = el("a", { class: "text-error", href: "#", id: "faults", hidden: true, onclick: (event: Event) => focusFirstFault(event) });
const said = el("span", { class: "muted said", role: "status", id: "said" });
const presetSelect = el("select", { class: "select", id: "preset", onchange: () => usePreset(presetSelect.value) });
const reset = presetButton("reset", "discard", t("Back to the preset's values"), () => usePreset(preset));
const rename = presetButton("rename-preset", "edit", t("Rename this preset"), () => post({ type: "renamePreset", name: preset }));
const remove = presetButton("delete-preset", "trash", t("Delete this preset"), () => post({ type: "deletePreset", name: preset }));

function presetButton(id: string, symbol: string, label: string, onclick: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: "tbtn", id, "aria-label": label, title: label, onclick }, icon(symbol));
}

window.addEventListener("message", ({ data: message }: MessageEvent<FormUpdate>) => {
    if (message.type === "data") show(message.data);
    else if (message.type === "names") {
        waiting.get(message.id)?.(message.names);
        waiting.delete(message.id);
    } else if (data !== undefined) {
        data = { ...data, presets: message.presets };
        preset = message.chosen;
        fillPresets();
        summarize();
        // What was pressed may be gone: the keyboard stays where presets are.
        if (document.activeElement === null || document.activeElement === document.body) presetSelect.focus();
    }
});

function show(next: FormData): void {
    data = next;
    preset = next.preset ?? "";
    build(objectOf(next.values));
    fields[0]?.focus();
}

function objectOf(json: string): JsonObject {
    const read = readJson(json);
    return read.ok && isJsonObject(read.value) ? read.value : new Map();
}

/** The form's answers to what a field asks. */
function hostOf({ connection }: FormData): FieldHost {
    return {
        connection,
        changed: () => summarize(),
        goTo: (line) => post({ type: "goto", line }),
        questionFor,
        names: (question) => {
            const id = ++asked;
            post({ type: "names", id, question });
            return new Promise((resolve) => waiting.set(id, resolve));
        },
    };
}

function questionFor({ names }: ParamInfo): NamesQuestion | undefined {
    if (names === undefined || names.what === "buckets") return names;
    const bucket = textOf(names.bucket);
    if (bucket === undefined) return undefined;
    const measurement = names.measurement === undefined ? undefined : textOf(names.measurement);
    return {
        what: names.what,
        bucket,
        ...(measurement === undefined ? {} : { measurement }),
        ...(names.tag === undefined ? {} : { tag: names.tag }),
    };
}

/** A text of the script, or what the field of a param has now. */
function textOf(source: NameSource): string | undefined {
    if ("text" in source) return source.text;
    const result = fields.find(({ param }) => param.name === source.param)?.read(Date.now());
    return result?.ok === true && typeof result.value === "string" ? result.value : undefined;
}

function build(values: JsonObject): void {
    if (data === undefined) return;
    const { params, script } = data;
    const host = hostOf(data);
    fields = params.map((param) => new ParamField(param, values.get(param.name), host));
    const unused = [...values].filter(([name]) => !params.some((param) => param.name === name));
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
                onpaste: (event: ClipboardEvent) => onPaste(event),
            },
            header(data),
            el("div", { class: "rows" }, ...fields.map((field) => field.row), ...unused.map(([name, value]) => unusedRow(name, value))),
            footer(),
        ),
    );
    fillPresets();
    for (const field of fields) field.check();
    summarize();
}

function header(form: FormData): HTMLElement {
    const { params, script, connection, kind, label, color } = form;
    const place = { local: "database", cloud: "cloud", oss: "server" }[kind];
    return el(
        "header",
        {},
        el(
            "div",
            { class: "titleline" },
            el("h1", { class: "strong" }, script),
            el("span", { class: "muted" }, params.length === 1 ? t("1 param") : t("{0} params", params.length)),
            el("span", { class: "grow" }),
            el(
                "span",
                { class: `chip color-${label === "" ? color : "none"}`, title: t("Runs on this connection") },
                icon(place),
                connection,
            ),
            form.protected || label !== ""
                ? el(
                      "span",
                      { class: `chip color-${color}${form.protected ? " protected" : ""}` },
                      form.protected ? icon("lock") : undefined,
                      chipText(form),
                  )
                : undefined,
        ),
        el(
            "div",
            { class: "presetline" },
            el("label", { for: "preset", class: "muted" }, t("Preset")),
            presetSelect,
            reset,
            rename,
            remove,
            el("span", { class: "grow" }),
            el("span", { class: "muted" }, el("span", { class: "req", "aria-hidden": "true" }, "* "), t("required")),
        ),
    );
}

function footer(): HTMLElement {
    const paste = el(
        "button",
        { type: "button", class: "btn secondary", id: "paste", "aria-haspopup": "dialog", onclick: () => openPaste(paste, takePasted) },
        t("Paste JSON…"),
    );
    return el(
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
        paste,
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
        said,
        el("span", { class: "grow" }),
        summary,
    );
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

/** The values as they would be sent; undefined where one is wrong. */
function currentValues(): string | undefined {
    const now = Date.now();
    const entries: [string, JsonValue][] = [];
    for (const field of fields) {
        const result = field.read(now);
        if (!result.ok) return undefined;
        entries.push([field.param.name, result.value]);
    }
    return writeJson(new Map(entries));
}

/** True where the fields are not what the chosen preset says. */
function isChanged(): boolean {
    if (data === undefined || preset === "") return false;
    const before = objectOf(data.presets[preset] ?? "{}");
    const known = new Map(fields.map(({ param }) => [param.name, before.get(param.name) ?? null] as const));
    return currentValues() !== writeJson(known);
}

function faults(): ParamField[] {
    return fields.filter((field) => !field.read(Date.now()).ok);
}

function summarize(): void {
    const count = faults().filter((field) => field.touched).length;
    summary.hidden = count === 0;
    summary.textContent = count === 1 ? t("1 value to fix") : t("{0} values to fix", count);
    const changed = isChanged();
    for (const button of [reset, rename, remove]) button.hidden = preset === "";
    reset.disabled = !changed;
    for (const option of presetSelect.options) {
        if (option.value !== "") option.textContent = option.value === preset && changed ? t("{0} (changed)", preset) : option.value;
    }
}

function focusFirstFault(event?: Event): void {
    event?.preventDefault();
    faults()[0]?.focus();
}

/** Calls `use` with the params as JSON text; goes to the first wrong field instead when there is one. */
function withValues(use: (params: string) => void): void {
    for (const field of fields) {
        field.touched = true;
        field.check();
    }
    summarize();
    const params = currentValues();
    if (params === undefined) focusFirstFault();
    else use(params);
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
    else if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        event.stopPropagation();
        savePreset();
    }
}

/** A JSON object with the names of params fills them all, wherever it is pasted. */
function onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text.trim().startsWith("{")) return;
    const params = pastedParams(text);
    if (typeof params === "string" || !fields.some(({ param }) => params.has(param.name))) return;
    event.preventDefault();
    takePasted(params);
}

function takePasted(params: JsonObject): void {
    const filled = fields.filter(({ param }) => params.has(param.name));
    for (const field of filled) field.set(params.get(field.param.name) ?? null);
    said.textContent = filled.length === 1 ? t("1 value filled in") : t("{0} values filled in", filled.length);
    summarize();
    (faults()[0] ?? filled[0])?.focus();
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
