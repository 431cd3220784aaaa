/** The zone that times are shown in: UTC, the person's, the script's, or any other by name. */
import { Combobox } from "../shared/combobox.ts";
import { openForm } from "../shared/menu.ts";
import { el, fill, icon, t } from "../shared/page.ts";

const other = "?";

export class ZonePicker {
    readonly element: HTMLElement;
    private readonly select = el("select", {
        class: "select small",
        id: "zone",
        "aria-label": t("Time zone for showing times"),
        tabindex: -1,
        onchange: () => this.onChange(),
    });
    private zone: string;
    private script: string | undefined;

    constructor(
        kept: string,
        private readonly changed: (zone: string) => void,
    ) {
        this.zone = kept === "" ? "UTC" : kept;
        this.element = el("span", { class: "zone" }, el("span", { class: "muted" }, t("Times in")), this.select);
        this.draw();
    }

    get value(): string {
        return this.zone;
    }

    /** The zone that the script sets with `option location`. */
    setScript(zone: string | undefined): void {
        this.script = zone;
        this.draw();
    }

    private draw(): void {
        const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const choices: [string, string][] = [
            ["UTC", "UTC"],
            ["local", own === "UTC" ? t("Local") : t("Local ({0})", own)],
        ];
        if (this.script !== undefined) choices.push([this.script, t("Script's ({0})", this.script)]);
        if (!choices.some(([value]) => value === this.zone)) choices.push([this.zone, this.zone]);
        choices.push([other, t("Other…")]);
        fill(this.select, ...choices.map(([value, text]) => el("option", { value }, text)));
        this.select.value = this.zone;
    }

    private onChange(): void {
        const { value } = this.select;
        if (value === other) {
            this.select.value = this.zone;
            this.ask();
        } else this.take(value);
    }

    private take(zone: string): void {
        this.zone = zone;
        this.draw();
        this.changed(zone);
    }

    private ask(): void {
        const input = el("input", {
            class: "field",
            id: "zone-name",
            type: "text",
            spellcheck: "false",
            autocomplete: "off",
            "aria-label": t("Name of a time zone"),
            placeholder: "Europe/Berlin",
        });
        const fault = el("p", { class: "text-error small", role: "alert" });
        let close = (): void => undefined;
        const use = (zone: string): void => {
            if (isZone(zone)) {
                close();
                this.take(zone);
            } else fault.textContent = t("There is no time zone {0}.", zone);
        };
        const names = Intl.supportedValuesOf("timeZone").map((value) => ({ value }));
        const combobox = new Combobox(input, {
            id: "zone-name",
            icon: "globe",
            names: () => Promise.resolve(names),
            footer: (total) => t("{0} time zones", total),
            taken: use,
        });
        const card = el(
            "form",
            {
                class: "card zonecard",
                role: "dialog",
                "aria-label": t("Time zone"),
                onsubmit: (event: Event) => (event.preventDefault(), use(input.value.trim())),
            },
            el("div", { class: "cardtitle" }, icon("globe"), el("span", { class: "strong" }, t("Time zone"))),
            el("div", { class: "anchor" }, input, combobox.list),
            fault,
        );
        close = openForm(t("Time zone"), card, this.select);
        input.focus();
        void combobox.open();
    }
}

function isZone(name: string): boolean {
    try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        return name !== "";
    } catch {
        return false;
    }
}
