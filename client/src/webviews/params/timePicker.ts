/** A card to choose a time: a calendar with its zone shown, and the times that people ask for most. */
import { openForm } from "../shared/menu.ts";
import { el, icon, t } from "../shared/page.ts";

/** Takes effect at once; relative ones are counted when the script runs. */
const relative = ["now()", "-1h", "-6h", "-1d", "-7d", "-30d"];

export function openTimePicker(at: HTMLElement, before: string, taken: (text: string) => void): void {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const parsed = new Date(before);
    let utc = /Z$/.test(before) || own === "UTC";
    const start = Number.isNaN(parsed.getTime()) ? new Date() : parsed;
    const input = el("input", { class: "field", type: "datetime-local", step: 1, id: "pick-time", "aria-label": t("Date and time") });
    input.value = wallClock(start, utc);
    const zones = el(
        "select",
        {
            class: "select",
            id: "pick-zone",
            "aria-label": t("Time zone"),
            onchange: () => {
                utc = zones.value === "utc";
            },
        },
        el("option", { value: "local", selected: !utc }, own === "UTC" ? t("Local") : t("Local ({0})", own)),
        el("option", { value: "utc", selected: utc }, "UTC"),
    );
    let close = (): void => undefined;
    const use = (): void => {
        const text = inZone(input.value, utc);
        if (text === undefined) return;
        close();
        taken(text);
    };
    const card = el(
        "form",
        {
            class: "card",
            onsubmit: (event: Event) => (event.preventDefault(), event.stopPropagation(), use()),
        },
        el("div", { class: "cardtitle" }, icon("calendar"), el("span", { class: "strong" }, t("Time"))),
        el("div", { class: "line" }, input, zones),
        el(
            "div",
            { class: "acts", role: "group", "aria-label": t("Counted from the run") },
            ...relative.map((text) =>
                el("button", { type: "button", class: "btn secondary small mono", onclick: () => (close(), taken(text)) }, text),
            ),
        ),
        el("div", { class: "acts" }, el("button", { type: "submit", class: "btn small", id: "pick-use" }, t("Use"))),
    );
    close = openForm(t("Time"), card, at);
    input.focus();
}

/** `2026-01-31T12:00:00` as clocks show it. */
function wallClock(date: Date, utc: boolean): string {
    const shifted = utc ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
    return shifted.toISOString().slice(0, 19);
}

/** RFC 3339 with the zone's offset at that time; undefined for an empty field. */
function inZone(value: string, utc: boolean): string | undefined {
    if (value === "") return undefined;
    const full = value.length === 16 ? `${value}:00` : value.slice(0, 19);
    if (utc) return `${full}Z`;
    const offset = -new Date(full).getTimezoneOffset();
    const size = Math.abs(offset);
    const digits = (part: number): string => String(part).padStart(2, "0");
    return offset === 0 ? `${full}Z` : `${full}${offset < 0 ? "-" : "+"}${digits(Math.floor(size / 60))}:${digits(size % 60)}`;
}
