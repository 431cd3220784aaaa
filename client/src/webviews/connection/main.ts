/** The connection form: address, token, organisation, how it is marked; checked as soon as address and token are there. */
import "./connection.css";
import type {
    CheckLine,
    CheckReport,
    ConnectionFormData,
    FormField,
    FormValues,
    FromConnectionForm,
    ToConnectionForm,
} from "../../connections/form.ts";
import { faultOf, originOf, proposedName } from "../../connections/form.ts";
import { type ConnectionColor, colorOfLabel, connectionColors } from "../../connections/model.ts";
import { el, fill, icon, t, vscode } from "../shared/page.ts";

const root = document.getElementById("root") as HTMLElement;
const post = (message: FromConnectionForm): void => vscode.postMessage(message);

let data: ConnectionFormData | undefined;
let report: CheckReport | undefined;
let checking = false;
/** Saving was refused by the check: the next press saves all the same. */
let anyway = false;
/** The name follows the address until it is typed. */
let nameTyped = false;
const touched = new Set<FormField>();

const fields = ["host", "token", "org", "name"] as const;
const input = (id: string, more: Record<string, string | boolean> = {}): HTMLInputElement =>
    el("input", { id, type: "text", class: "field", spellcheck: "false", autocomplete: "off", "aria-describedby": `h-${id}`, ...more });

const host = input("host", { "aria-required": "true", placeholder: "https://eu-central-1-1.aws.cloud2.influxdata.com" });
const token = input("token", { type: "password", "aria-required": "true" });
const org = input("org", { list: "orgs" });
const orgs = el("datalist", { id: "orgs" });
const orgList = el("select", { id: "org-list", class: "select", "aria-label": t("Organisations of the token") });
const name = input("name", { "aria-required": "true" });
const label = input("label", { list: "labels", placeholder: t("dev, staging, prod …") });
const color = el("select", { id: "color", class: "select", "aria-label": t("Colour") });
const guarded = el("input", { id: "protected", type: "checkbox", "aria-describedby": "h-protected" });
const preview = el("span", { class: "chip", id: "preview" });
const checks = el("div", { id: "checks", role: "status", "aria-live": "polite", "aria-label": t("Check") });
const checkButton = el(
    "button",
    { type: "button", class: "btn secondary", id: "check", onclick: () => check() },
    icon("pulse"),
    t("Check"),
);
const saveButton = el("button", { type: "submit", class: "btn", id: "save" }, t("Save"));
const summary = el("a", { class: "text-error", href: "#", id: "faults", hidden: true, onclick: (event: Event) => focusFirstFault(event) });
const controls: Record<FormField, HTMLInputElement> = { host, token, org, name };

window.addEventListener("message", ({ data: message }: MessageEvent<ToConnectionForm>) => {
    switch (message.type) {
        case "data":
            show(message.data);
            break;
        case "checking":
            checking = true;
            drawChecks();
            break;
        case "report":
            checking = false;
            report = message.report;
            drawChecks();
            drawOrganizations();
            break;
        case "stored":
            token.value = "";
            break;
    }
});

function values(): FormValues {
    return {
        host: host.value,
        org: org.value,
        name: name.value,
        label: label.value,
        color: color.value as FormValues["color"],
        protected: guarded.checked,
    };
}

function show(next: ConnectionFormData): void {
    data = next;
    report = undefined;
    checking = false;
    anyway = false;
    touched.clear();
    nameTyped = next.values.name !== "";
    host.value = next.values.host;
    token.value = "";
    token.placeholder = next.tokenFor === "" ? "" : t("Stored; type to replace it");
    org.value = next.values.org;
    name.value = next.values.name;
    label.value = next.values.label;
    guarded.checked = next.values.protected;
    const names: Readonly<Record<FormValues["color"], string>> = {
        auto: t("By label"),
        none: t("None"),
        green: t("Green"),
        blue: t("Blue"),
        yellow: t("Yellow"),
        purple: t("Purple"),
        red: t("Red"),
    };
    fill(color, ...(["auto", ...connectionColors] as const).map((value) => el("option", { value }, names[value])));
    color.value = next.values.color;
    for (const control of [host, org, name, label, color, guarded]) control.disabled = next.shared;
    build(next);
    (next.values.host === "" ? host : token).focus();
    if (next.tokenFor !== "") check();
}

function build({ editing, shared }: ConnectionFormData): void {
    fill(
        root,
        el(
            "form",
            {
                class: "form",
                novalidate: true,
                "aria-label": t("Connection"),
                onsubmit: (event: Event) => submit(event),
                onkeydown: (event: KeyboardEvent) => onKey(event),
            },
            el(
                "header",
                {},
                el(
                    "div",
                    { class: "titleline" },
                    el("h1", { class: "strong" }, editing ?? t("New connection")),
                    el("span", { class: "grow" }),
                    el("span", { class: "muted" }, t("Shown as")),
                    preview,
                ),
                shared
                    ? el(
                          "p",
                          { class: "muted" },
                          t("flux-scripts.json of the workspace holds this connection for the team; only the token is yours."),
                      )
                    : undefined,
            ),
            el(
                "div",
                { class: "rows" },
                row("host", t("Address"), true, host),
                row("token", t("API token"), true, token),
                row("org", t("Organisation"), false, org, orgList, orgs),
                row("name", t("Name"), true, name),
                row(
                    "label",
                    t("Label"),
                    false,
                    label,
                    color,
                    el("datalist", { id: "labels" }, ...["dev", "staging", "prod"].map((value) => el("option", { value }))),
                ),
                row(
                    "protected",
                    t("Protected"),
                    false,
                    el("label", { class: "check" }, guarded, t("Ask before any change, and before a run that changes something")),
                ),
                el("h2", { class: "strong", id: "checks-title" }, t("Check")),
                checks,
            ),
            el(
                "footer",
                {},
                saveButton,
                checkButton,
                el(
                    "button",
                    { type: "button", class: "btn secondary", id: "cancel", onclick: () => post({ type: "cancel" }) },
                    t("Cancel"),
                ),
                el("span", { class: "grow" }),
                summary,
            ),
        ),
    );
    draw();
    drawChecks();
    drawOrganizations();
}

function row(id: string, title: string, required: boolean, ...children: Node[]): HTMLElement {
    return el(
        "div",
        { class: "row", "data-field": id },
        el(
            "div",
            { class: "lab" },
            el("label", { for: id }, title),
            required ? el("span", { class: "req", "aria-hidden": "true" }, "*") : undefined,
        ),
        el("div", { class: "ctl" }, el("div", { class: "line" }, ...children), el("div", { class: "help", id: `h-${id}` })),
    );
}

/** Help or fault under each field, and how the connection will be shown. */
function draw(): void {
    if (data === undefined) return;
    let wrong = 0;
    for (const field of fields) {
        const fault = touched.has(field) ? faultOf(field, values(), token.value, data, t) : undefined;
        if (fault !== undefined) wrong++;
        drawHelp(field, fault);
    }
    summary.hidden = wrong === 0;
    summary.textContent = wrong === 1 ? t("1 value to fix") : t("{0} values to fix", wrong);
    const chosen: ConnectionColor = color.value === "auto" ? colorOfLabel(label.value) : (color.value as ConnectionColor);
    preview.className = `chip color-${chosen}`;
    const shown = name.value.trim() === "" ? "…" : name.value.trim();
    fill(preview, guarded.checked ? icon("lock") : undefined, label.value.trim() === "" ? shown : `${shown} · ${label.value.trim()}`);
}

function drawHelp(field: FormField, fault: string | undefined): void {
    const help = document.getElementById(`h-${field}`);
    if (help === null) return;
    help.classList.toggle("bad", fault !== undefined);
    const control = controls[field];
    if (fault === undefined) control.removeAttribute("aria-invalid");
    else control.setAttribute("aria-invalid", "true");
    const texts: Record<FormField, string> = {
        host: t("InfluxDB Cloud or InfluxDB OSS 2.x."),
        token: t("Kept in the secret storage of VS Code and sent only to {0}.", originOf(host.value) ?? t("this address")),
        org: "",
        name: "",
    };
    if (fault !== undefined) fill(help, icon("error"), el("span", {}, fault));
    else fill(help, texts[field] === "" ? undefined : el("span", {}, texts[field]));
}

function drawOrganizations(): void {
    const names = report?.organizations ?? [];
    orgList.hidden = names.length < 2 || data?.shared === true;
    fill(orgs, ...names.map((value) => el("option", { value })));
    fill(orgList, el("option", { value: "" }, t("Choose…")), ...names.map((value) => el("option", { value }, value)));
    if (names.length === 1 && org.value === "") org.value = names[0] ?? "";
    orgList.value = names.includes(org.value) ? org.value : "";
}

const icons: Readonly<Record<CheckLine["state"], string>> = { ok: "pass", warning: "warning", error: "error", off: "circle-slash" };

function drawChecks(): void {
    checkButton.disabled = checking;
    saveButton.textContent = anyway && report?.passed === false ? t("Save Anyway") : t("Save");
    checks.setAttribute("aria-busy", String(checking));
    if (checking) {
        fill(checks, el("div", { class: "check-line" }, icon("loading", "ring"), t("Checking {0}…", originOf(host.value) ?? host.value)));
        return;
    }
    if (report === undefined) {
        fill(
            checks,
            el(
                "div",
                { class: "check-line muted" },
                t("Address and token are tried as soon as both are there. Nothing is changed on the server."),
            ),
        );
        return;
    }
    const words: Readonly<Record<CheckLine["state"], string>> = { ok: t("Fine"), warning: t("Warning"), error: t("Error"), off: t("Note") };
    fill(
        checks,
        ...report.lines.map(({ state, text, hint }) =>
            el(
                "div",
                { class: `check-line ${state}`, "data-state": state },
                icon(icons[state], { ok: "icon-ok", warning: "icon-warning", error: "icon-error", off: "" }[state]),
                el(
                    "span",
                    {},
                    el("span", { class: "sr" }, `${words[state]}: `),
                    text,
                    hint === undefined ? undefined : el("span", { class: "hint" }, ` ${hint}`),
                ),
            ),
        ),
    );
}

function check(): void {
    if (data === undefined || faultOf("host", values(), token.value, data, t) !== undefined) return;
    if (faultOf("token", values(), token.value, data, t) !== undefined) return;
    post({ type: "check", host: host.value, org: org.value, token: token.value });
}

/** A field was left: what stands there is meant. Half an address is never sent a token. */
function left(field: FormField): void {
    touched.add(field);
    anyway = false;
    if (field === "host" && !nameTyped) name.value = proposedName(host.value);
    if (field !== "name") report = undefined;
    draw();
    drawChecks();
    if (field !== "name") check();
}

function submit(event: Event): void {
    event.preventDefault();
    if (data === undefined) return;
    for (const field of fields) touched.add(field);
    draw();
    const current = data;
    if (fields.some((field) => faultOf(field, values(), token.value, current, t) !== undefined)) {
        focusFirstFault();
        return;
    }
    post({ type: "save", values: values(), token: token.value, anyway: anyway && report?.passed === false });
    anyway = true;
}

function focusFirstFault(event?: Event): void {
    event?.preventDefault();
    const current = data;
    if (current === undefined) return;
    const first = fields.find((field) => faultOf(field, values(), token.value, current, t) !== undefined);
    if (first !== undefined) controls[first].focus();
}

function onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") post({ type: "cancel" });
}

for (const field of fields) controls[field].addEventListener("change", () => left(field));
name.addEventListener("input", () => {
    nameTyped = name.value !== "";
    draw();
});
for (const control of [label, color, guarded]) control.addEventListener("input", () => draw());
orgList.addEventListener("change", () => {
    org.value = orgList.value;
    left("org");
});

post({ type: "ready" });
