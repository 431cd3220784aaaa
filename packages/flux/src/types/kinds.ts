/** Which types have which kinds. */
import type { BasicName, Kind, Type } from "./type.ts";
import { resolve } from "./type.ts";

const NUMBERS: readonly BasicName[] = ["int", "uint", "float"];
const SCALARS: readonly BasicName[] = ["bool", "int", "uint", "float", "string", "duration", "time"];

const MEMBERS: Readonly<Record<Kind, ReadonlySet<BasicName>>> = {
    Addable: new Set([...NUMBERS, "string"]),
    Subtractable: new Set(NUMBERS),
    Divisible: new Set(NUMBERS),
    Numeric: new Set(NUMBERS),
    Comparable: new Set([...NUMBERS, "string", "duration", "time"]),
    Equatable: new Set([...SCALARS, "bytes"]),
    Nullable: new Set(SCALARS),
    Record: new Set(),
    Negatable: new Set([...NUMBERS, "duration"]),
    Timeable: new Set(["duration", "time"]),
    Stringable: new Set(SCALARS),
    Basic: new Set([...SCALARS, "regexp", "bytes"]),
    Label: new Set(),
};

const KINDS: ReadonlySet<string> = new Set(Object.keys(MEMBERS));

export function isKind(name: string): name is Kind {
    return KINDS.has(name);
}

/**
 * Demands a kind of a type: adds it to a variable, looks into arrays and records for Equatable.
 * @returns the type that lacks the kind, or undefined when it holds.
 */
export function demand(type: Type, kind: Kind): Type | undefined {
    const subject = resolve(type);
    switch (subject.tag) {
        case "variable":
            if (!subject.kinds.includes(kind)) {
                subject.kinds = [...subject.kinds, kind];
            }
            return undefined;
        case "error":
        case "vector":
            return undefined;
        case "basic":
            return MEMBERS[kind].has(subject.name) ? undefined : subject;
        case "dynamic":
            return kind === "Basic" ? undefined : subject;
        case "label":
            return kind === "Label" ? undefined : subject;
        case "array":
            return kind === "Equatable" ? demand(subject.element, kind) : subject;
        case "stream":
            return kind === "Equatable" ? demand(subject.element, kind) : subject;
        case "empty":
            return kind === "Record" || kind === "Equatable" ? undefined : subject;
        case "extension":
            if (kind === "Record") {
                return undefined;
            }
            return kind === "Equatable" ? (demand(subject.type, kind) ?? demand(subject.tail, kind)) : subject;
        case "package":
            return kind === "Record" ? undefined : subject;
        default:
            return subject;
    }
}
