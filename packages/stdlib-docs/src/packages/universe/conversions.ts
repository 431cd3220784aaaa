import type { ExportDoc } from "../../types.ts";
import { rows, tables } from "./shared.ts";

const v = "The value.";
const values = (value: string, call: string): string => rows(`_value: ${value}`, call);

/** Functions from one type to another. */
const conversions: Readonly<Record<string, ExportDoc>> = {
    bool: {
        summary: 'A bool of a value: the texts "true" and "false", the numbers 1 and 0.',
        arguments: { v },
        example: 'x = bool(v: "true")\n',
    },
    bytes: { summary: "The bytes of a text in UTF-8.", arguments: { v }, example: 'x = bytes(v: "abc")\n' },
    duration: {
        summary: 'A duration of a text such as "1h30m", or of a number of nanoseconds. Lets the caller of a script give a duration.',
        arguments: { v },
        example: `from(bucket: "air_sensor")
    |> range(start: duration(v: params.start))
`,
    },
    float: { summary: "A float of a number, a text, or a bool (1.0 and 0.0).", arguments: { v }, example: 'x = float(v: "12.5")\n' },
    int: {
        summary: "An integer of a number (cut towards zero), a text, a bool, a time or a duration (nanoseconds).",
        arguments: { v },
        example: "x = int(v: 12.9)\n",
    },
    string: { summary: "A value as text.", arguments: { v }, example: "x = string(v: 12.5)\n" },
    time: {
        summary: "A time of an RFC 3339 text, or of nanoseconds since 1970. Lets the caller of a script give a time.",
        arguments: { v },
        example: 'x = time(v: "2024-03-01T12:00:00Z")\n',
    },
    uint: {
        summary: "An unsigned integer of a number, a text, a bool, a time or a duration.",
        arguments: { v },
        example: 'x = uint(v: "7")\n',
    },
    display: {
        summary: "Any value as text, as a script would write it; for messages.",
        arguments: { v },
        example: "x = display(v: {a: 1})\n",
    },
    toBool: { summary: "Turns the column `_value` into bools.", arguments: { tables }, example: values('"true"', "toBool()") },
    toFloat: { summary: "Turns the column `_value` into floats.", arguments: { tables }, example: values('"12.5"', "toFloat()") },
    toInt: { summary: "Turns the column `_value` into integers.", arguments: { tables }, example: values("12.9", "toInt()") },
    toString: { summary: "Turns the column `_value` into text.", arguments: { tables }, example: values("12.5", "toString()") },
    toTime: {
        summary: "Turns the column `_value` into times.",
        arguments: { tables },
        example: values('"2024-03-01T12:00:00Z"', "toTime()"),
    },
    toUInt: { summary: "Turns the column `_value` into unsigned integers.", arguments: { tables }, example: values('"7"', "toUInt()") },
};

export default conversions;
