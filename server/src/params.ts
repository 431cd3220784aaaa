/** Params in words: hover, inlay hints, code lens and the client's form say the same. */
import type { ParamFacts, ParamType, ParamUse } from "@flux-scripts/flux";

const useTexts: Readonly<Record<ParamUse, string>> = {
    duration: "a duration",
    time: "a time",
    int: "an int",
    uint: "a uint",
    float: "a float",
    string: "a string",
    bool: "a bool",
    bytes: "bytes",
    "range-bound": "a bound of range (a time, a duration or seconds)",
    "column-comparison": "a value to compare a column with",
    comparison: "a value to compare with",
    interpolation: "a part of a text",
    contains: "a member of a list",
    array: "a list",
    record: "a record",
    regexp: "a regular expression",
    stream: "a stream of tables",
    function: "a function",
    dictionary: "a dictionary",
};

/** What the value of a param is used for, in words; `a duration`, `a value to compare the column room with`. */
export function usageTexts(facts: ParamFacts): string[] {
    const texts = facts.uses.map((use) => {
        const columns = new Set(
            facts.occurrences.flatMap((place) => (place.use === use && place.column !== undefined ? [place.column] : [])),
        );
        return use === "column-comparison" && columns.size > 0
            ? `a value to compare the column ${[...columns].join(", ")} with`
            : useTexts[use];
    });
    return [...new Set(texts)];
}

/** `string`, `any — used as a duration`. */
export function paramText(facts: ParamFacts): string {
    if (facts.type !== "any") return facts.type;
    if (facts.inferred !== "any" && !/^[A-Z]\d*$/.test(facts.inferred) && facts.uses.length === 0)
        return `any — inferred as ${facts.inferred}`;
    const [usage] = usageTexts(facts);
    return usage === undefined ? "any" : `any — used as ${usage}`;
}

/** The type of value that a form should ask for where the API says `any`; undefined where nothing tells. */
export function suggestedType(facts: ParamFacts): ParamType | undefined {
    if (facts.type !== "any") return facts.type;
    for (const use of facts.uses) {
        const type = suggestions[use];
        if (type !== undefined) return type;
    }
    return undefined;
}

const suggestions: Partial<Readonly<Record<ParamUse, ParamType>>> = {
    duration: "duration",
    time: "time",
    int: "int",
    uint: "uint",
    float: "float",
    string: "string",
    bool: "bool",
    "column-comparison": "string",
    interpolation: "string",
};

/** Why a param is `any`, and what fixes its type; empty for one that has a type. */
export function whyAny(facts: ParamFacts): string {
    if (facts.type !== "any") return "";
    const type = suggestedType(facts);
    if (facts.uses.includes("range-bound")) {
        return 'Its type is open, since range takes times, durations and integers. `duration(v: …)` or `time(v: …)` around it lets callers give a text such as "-1h".';
    }
    if (
        facts.uses.includes("duration") ||
        facts.uses.includes("time") ||
        type === "int" ||
        type === "float" ||
        type === "uint" ||
        type === "bool"
    ) {
        return "Its type is open, since a conversion takes values of several types.";
    }
    if (facts.uses.includes("column-comparison") || facts.uses.includes("comparison")) {
        return "Its type is open, since a comparison takes values of any type.";
    }
    if (facts.uses.includes("array") || facts.uses.includes("record"))
        return `Lists and records have the type any for callers; inferred: ${facts.inferred}.`;
    return "Its type is open: nothing in the script tells what it must be.";
}
