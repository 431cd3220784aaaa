/** Settings under `fluxScripts`; whatever the client gives, each has a usable value. */
import type { Severity } from "@flux-scripts/flux";

export interface Settings {
    readonly inlayHints: {
        /** Types of what is bound (`x = 1`). */
        readonly types: boolean;
        /** Types of params. */
        readonly params: boolean;
        /** Columns of a stream after the pipes that change them. */
        readonly columns: boolean;
    };
    readonly codeLens: boolean;
    /** Diagnostic code → another severity, or `off`. Faults that stop a script can't be turned off. */
    readonly severities: ReadonlyMap<string, Severity | "off">;
}

export const defaultSettings: Settings = {
    inlayHints: { types: true, params: true, columns: true },
    codeLens: true,
    severities: new Map(),
};

const severities: readonly string[] = ["error", "warning", "information", "hint", "off"];

/** Reads the section `fluxScripts`; null, a missing or a wrong value is the default. */
export function readSettings(value: unknown): Settings {
    const section = record(value);
    const hints = record(section["inlayHints"]);
    const lens = record(section["codeLens"]);
    const given = Object.entries(record(section["diagnosticSeverity"])).filter(([, severity]) => severities.includes(severity as string));
    return {
        inlayHints: { types: hints["types"] !== false, params: hints["params"] !== false, columns: hints["columns"] !== false },
        codeLens: lens["enabled"] !== false,
        severities: new Map(given as [string, Severity | "off"][]),
    };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
