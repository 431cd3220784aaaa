/** Values from a JSON that was copied elsewhere: a request's body, a log line, another preset. */
import { isJsonObject, type JsonObject, readJson } from "@flux-scripts/flux/params";
import { openForm } from "../shared/menu.ts";
import { el, icon, t } from "../shared/page.ts";

/** The params of a pasted text: a JSON object, or the `params` of one as an invoke request has them. */
export function pastedParams(text: string): JsonObject | string {
    const read = readJson(text.trim());
    if (!read.ok) return t("Not valid JSON: {0} at character {1}.", read.fault.message, read.fault.offset + 1);
    if (!isJsonObject(read.value)) return t("A JSON object with the params by name is needed.");
    const inner = read.value.get("params");
    return read.value.size === 1 && isJsonObject(inner) ? inner : read.value;
}

export function openPaste(at: HTMLElement, taken: (params: JsonObject) => void): void {
    const area = el("textarea", {
        class: "area mono",
        id: "paste-json",
        rows: 6,
        spellcheck: "false",
        placeholder: '{"bucket": "air_sensor", "start": "-1d"}',
        "aria-label": t("JSON of the params"),
        "aria-describedby": "paste-fault",
    });
    const fault = el("p", { class: "text-error help", id: "paste-fault", role: "alert" });
    let close = (): void => undefined;
    const use = (): void => {
        const params = pastedParams(area.value);
        if (typeof params === "string") {
            fault.textContent = params;
            area.setAttribute("aria-invalid", "true");
            return;
        }
        close();
        taken(params);
    };
    const card = el(
        "form",
        {
            class: "card",
            onsubmit: (event: Event) => (event.preventDefault(), event.stopPropagation(), use()),
        },
        el("div", { class: "cardtitle" }, icon("json"), el("span", { class: "strong" }, t("Paste JSON"))),
        area,
        fault,
        el("div", { class: "acts" }, el("button", { type: "submit", class: "btn small", id: "paste-use" }, t("Fill in"))),
    );
    close = openForm(t("Paste JSON"), card, at);
    area.focus();
}
