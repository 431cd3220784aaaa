/** What a check of a connection found, as lines for a person: each failure says what to do. Pure. */
import type { Ability, Allowed, BackendKind, Probe } from "@flux-scripts/scripts-api";
import { explain, type Translate } from "../errors.ts";
import type { CheckLine, CheckReport } from "./form.ts";
import { isUnencrypted } from "./model.ts";

/** The Date header is exact to a second, and the way there takes its time. */
const skewThatMattersMs = 5000;

export function reportOfProbe(found: Probe, where: { readonly url: string; readonly org: string }, t: Translate): CheckReport {
    const names = found.organizations.map(({ name }) => name);
    const lines = ([] as (CheckLine | undefined)[]).concat(
        isUnencrypted(where.url) ? unencrypted(t) : undefined,
        { state: "ok", text: t("{0} answers in {1} ms.", serverName(found, t), found.roundTripMs) },
        { state: "ok", text: t("The token is valid.") },
        organizationLine(found.kind, names, where.org, t),
        abilityLines(found, t),
        clockLine(found.clockSkewMs, t),
    );
    const said = lines.filter((line) => line !== undefined);
    return { passed: !said.some(({ state }) => state === "error"), kind: found.kind, lines: said, organizations: names };
}

export function reportOfError(error: unknown, where: { readonly name: string; readonly url: string }, t: Translate): CheckReport {
    const { message, hint } = explain(error, where, t);
    const lines: CheckLine[] = [{ state: "error", text: message, hint }];
    return {
        passed: false,
        kind: undefined,
        lines: isUnencrypted(where.url) ? [unencrypted(t), ...lines] : lines,
        organizations: [],
    };
}

function unencrypted(t: Translate): CheckLine {
    return {
        state: "warning",
        text: t("The address is not encrypted: others on the way can read the token."),
        hint: t("Use https:// where the server has it."),
    };
}

function serverName({ kind, version = "" }: Probe, t: Translate): string {
    const name = { local: t("The local backend"), cloud: "InfluxDB Cloud", oss: "InfluxDB OSS" }[kind];
    return version === "" || /^cloud$/i.test(version) ? name : `${name} ${version}`;
}

function organizationLine(kind: BackendKind, names: readonly string[], org: string, t: Translate): CheckLine | undefined {
    if (org !== "" && names.length > 0 && !names.includes(org))
        return {
            state: "error",
            text: t('The token does not see the organisation "{0}".', org),
            hint: t("Choose one of: {0}.", names.join(", ")),
        };
    if (org !== "") return names.length > 0 ? { state: "ok", text: t('The organisation "{0}" is there.', org) } : undefined;
    if (names.length === 1) return undefined;
    return {
        // A token of the Cloud belongs to one organisation, which it can do without naming.
        state: kind === "oss" ? "error" : "warning",
        text: t("The organisation is not set."),
        hint: names.length === 0 ? t("Enter its name: this token may not list organisations.") : t("Choose one of: {0}.", names.join(", ")),
    };
}

function abilityLines({ kind, abilities, buckets }: Probe, t: Translate): (CheckLine | undefined)[] {
    const allowed = new Map<Ability, string>([
        ["readScripts", t("list and run scripts")],
        ["changeScripts", t("push and delete scripts")],
        ["query", t("run Flux")],
        ["readBuckets", t("list buckets")],
    ]);
    const list = (state: Allowed): string =>
        [...allowed]
            .filter(([ability]) => abilities[ability] === state)
            .map(([, text]) => text)
            .join(", ");
    const [yes, no, unknown] = [list("yes"), list("no"), list("unknown")];
    return [
        yes === "" ? undefined : { state: "ok", text: t("The token may: {0}.", yes) },
        no === ""
            ? undefined
            : {
                  state: abilities.query === "no" && abilities.readScripts !== "yes" ? "error" : "warning",
                  text: t("The token may not: {0}.", no),
                  hint: t("Use a token with these permissions where you need them."),
              },
        unknown === "" ? undefined : { state: "off", text: t("The server does not tell whether the token may: {0}.", unknown) },
        kind === "oss"
            ? {
                  state: "off",
                  text: t("InfluxDB OSS stores no scripts: they are the files of the workspace, and are run from there."),
              }
            : undefined,
        buckets === 0
            ? {
                  state: "warning",
                  text: t("The token sees no bucket."),
                  hint: t("Give it read access to the buckets that scripts read."),
              }
            : undefined,
    ];
}

function clockLine(skewMs: number | undefined, t: Translate): CheckLine | undefined {
    if (skewMs === undefined) return undefined;
    if (Math.abs(skewMs) <= skewThatMattersMs) return { state: "ok", text: t("Its clock agrees with yours.") };
    const seconds = Math.round(Math.abs(skewMs) / 1000);
    const amount = seconds < 120 ? t("{0} s", seconds) : t("{0} min", Math.round(seconds / 60));
    return {
        state: "warning",
        text: skewMs > 0 ? t("Its clock is {0} ahead of yours.", amount) : t("Its clock is {0} behind yours.", amount),
        hint: t("Relative times such as -1h start elsewhere than you think: set the clocks."),
    };
}
