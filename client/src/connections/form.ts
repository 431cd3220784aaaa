/** What the connection form and the extension tell each other, and what a form's values must be. Pure. */
import type { Translate } from "../errors.ts";
import type { ConnectionColor } from "./model.ts";
import { isAddressFault, readAddress } from "./model.ts";

export interface FormValues {
    readonly host: string;
    readonly org: string;
    readonly name: string;
    readonly label: string;
    /** `auto`: by the label. */
    readonly color: ConnectionColor | "auto";
    readonly protected: boolean;
}

export type FormField = "host" | "token" | "org" | "name";

export interface ConnectionFormData {
    /** Name of the connection that is edited; absent for a new one. */
    readonly editing?: string;
    /** `flux-scripts.json` holds everything but the token. */
    readonly shared: boolean;
    readonly values: FormValues;
    /** Origin that a token is stored for; empty without one. */
    readonly tokenFor: string;
    /** Names of other connections. */
    readonly taken: readonly string[];
}

export interface CheckLine {
    readonly state: "ok" | "warning" | "error" | "off";
    readonly text: string;
    /** What to do about it. */
    readonly hint?: string;
}

export interface CheckReport {
    readonly passed: boolean;
    readonly kind: "local" | "cloud" | "oss" | undefined;
    readonly lines: readonly CheckLine[];
    readonly organizations: readonly string[];
}

/** From the page. A token is in a message only while it is being tried or stored; the page keeps none in its state. */
export type FromConnectionForm =
    | { readonly type: "ready" }
    | { readonly type: "check"; readonly host: string; readonly org: string; readonly token: string }
    | { readonly type: "save"; readonly values: FormValues; readonly token: string; readonly anyway: boolean }
    | { readonly type: "cancel" };

export type ToConnectionForm =
    | { readonly type: "data"; readonly data: ConnectionFormData }
    | { readonly type: "checking"; readonly host: string }
    | { readonly type: "report"; readonly report: CheckReport }
    | { readonly type: "stored" };

/** What is wrong with a field, or undefined. `tokenFor`: the origin that a stored token belongs to. */
export function faultOf(
    field: FormField,
    values: FormValues,
    token: string,
    { tokenFor, taken }: Pick<ConnectionFormData, "tokenFor" | "taken">,
    t: Translate,
): string | undefined {
    switch (field) {
        case "host":
            return addressFault(values.host, t);
        case "token": {
            if (token.trim() !== "" || originOf(values.host) === undefined) return undefined;
            if (tokenFor === "") return t("A token is needed: make one under API Tokens of InfluxDB.");
            return tokenFor === originOf(values.host)
                ? undefined
                : t("The stored token is for {0} only: enter one for the new address.", tokenFor);
        }
        case "org":
            return undefined;
        case "name": {
            const name = values.name.trim();
            if (name === "") return t("A connection needs a name.");
            return taken.includes(name) ? t("This name is taken.") : undefined;
        }
    }
}

function addressFault(text: string, t: Translate): string | undefined {
    const read = readAddress(text);
    if (!isAddressFault(read)) return undefined;
    return {
        empty: t("An address is needed."),
        notUrl: t("This is not an address such as https://eu-central-1-1.aws.cloud2.influxdata.com or localhost:8086."),
        notHttp: t("The address must begin with http:// or https://."),
        hasSecret: t("Leave the name and password out of the address; the token has a field of its own."),
    }[read.reason];
}

/** The origin of a typed address; undefined while it is none. */
export function originOf(text: string): string | undefined {
    const read = readAddress(text);
    return isAddressFault(read) ? undefined : new URL(read.url).origin;
}

/** A name for a new connection: the host's own, short. */
export function proposedName(text: string): string {
    const read = readAddress(text);
    if (isAddressFault(read)) return "";
    const { hostname, port } = new URL(read.url);
    const region = /^([a-z0-9-]+)\.[a-z0-9-]+\.cloud2\.influxdata\.com$/.exec(hostname)?.[1];
    return region ?? (port === "" ? hostname : `${hostname}:${port}`);
}
