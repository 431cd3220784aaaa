/** The wording of faults, as the reference has it. */
import type { Fault } from "./fault.ts";
import type { MessagePrinter } from "./print.ts";
import type { Type } from "./type.ts";

function typesOf(fault: Fault, into: Type[]): Type[] {
    switch (fault.tag) {
        case "mismatch":
            into.push(fault.expected, fault.found);
            break;
        case "recursive":
            into.push(fault.type, fault.variable);
            break;
        case "constraint":
            into.push(fault.type);
            break;
        case "argument":
            typesOf(fault.cause, into);
            break;
        case "result":
            into.push(fault.expected, fault.found);
            typesOf(fault.cause, into);
            break;
        default:
            break;
    }
    return into;
}

/** Symbols carry their package after an `@`; only what stands before it is shown. */
function shownName(name: string): string {
    const at = name.indexOf("@");
    return at < 0 ? name : name.slice(0, at);
}

function alternatives(names: readonly string[]): string {
    const quoted = names.map((name) => `\`${shownName(name)}\``);
    if (quoted.length === 0) {
        return "";
    }
    const last = quoted.at(-1) ?? "";
    return quoted.length === 1 ? ` (Expected ${last})` : ` (Expected one of ${quoted.slice(0, -1).join(", ")} or ${last})`;
}

function word(fault: Fault, texts: string[]): string {
    switch (fault.tag) {
        case "mismatch": {
            const expected = texts.shift();
            return `expected ${expected} but found ${texts.shift()}`;
        }
        case "recursive": {
            const type = texts.shift()?.replace(/ \(\w+\)$/, "");
            return `recursive types not supported ${texts.shift()} != ${type}`;
        }
        case "constraint":
            return `${texts.shift()} is not ${fault.kind}`;
        case "missing-label":
            return `record is missing label ${fault.label}`;
        case "unexpected-label":
            return `found unexpected label ${fault.label}`;
        case "missing-argument":
            return `missing required argument ${shownName(fault.name)}`;
        case "unexpected-argument":
            return `found unexpected argument ${shownName(fault.name)}${alternatives(fault.expected)}`;
        case "missing-pipe":
            return "missing pipe argument";
        case "pipe-name":
            return `expected pipe argument ${shownName(fault.expected)} but found ${shownName(fault.found)}`;
        case "argument":
            return `${word(fault.cause, texts)} (argument ${shownName(fault.name)})`;
        case "result": {
            const expected = texts.shift();
            // The digits are a slip of the reference that people search for.
            return `123expected ${expected} but found ${texts.shift()} for return type caused by ${word(fault.cause, texts)}`;
        }
        case "undefined":
            return `undefined identifier ${shownName(fault.name)}`;
        case "operator":
            return `invalid binary operator ${fault.operator}`;
        case "import":
            return `invalid import path ${fault.path}`;
        case "return":
            return "return not valid in file block";
    }
}

/** The message of a fault. Call it in the order of the file's messages: letters depend on it. */
export function faultMessage(fault: Fault, printer: MessagePrinter): string {
    return word(fault, printer.types(typesOf(fault, [])));
}
