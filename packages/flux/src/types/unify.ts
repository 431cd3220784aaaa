/** Unification. It goes on after a fault, so that one clash does not hide the next, and reports in the reference's order. */
import type { Fault } from "./fault.ts";
import { instantiate } from "./generalise.ts";
import { demand } from "./kinds.ts";
import { Visited } from "./sharing.ts";
import { extend, GENERIC, packageRow, resolve, type RowExtension, type Type, TypeVariable } from "./type.ts";
import { unifyFunctions } from "./unify-functions.ts";

export type Report = (fault: Fault) => void;

/**
 * Counts the variables with kinds of their own that were made one. Which kind comes first there, and is the one that a message
 * names, hangs on the order of the steps: whoever takes them in another order than the file's looks here.
 */
export const kindOrder = { decisions: 0 };

/** Makes `expected` and `found` equal as far as possible; every obstacle goes to `report`. */
export function unify(expected: Type, found: Type, report: Report): void {
    const left = resolve(expected);
    const right = resolve(found);
    if (left === right || left.tag === "error" || right.tag === "error") {
        return;
    }
    if (left.tag === "variable") {
        bind(left, right, report);
        return;
    }
    if (right.tag === "variable") {
        bind(right, left, report);
        return;
    }
    unifyShapes(left, right, report);
}

function unifyShapes(left: Type, right: Type, report: Report): void {
    switch (left.tag) {
        case "basic":
            if (right.tag === "basic" && right.name === left.name) {
                return;
            }
            break;
        case "array":
        case "stream":
        case "vector":
            if (right.tag === "array" || right.tag === "stream" || right.tag === "vector") {
                if (right.tag !== left.tag) {
                    report({ tag: "mismatch", expected: left, found: right });
                }
                unify(left.element, right.element, report);
                return;
            }
            break;
        case "dictionary":
            if (right.tag === "dictionary") {
                unify(left.key, right.key, report);
                unify(left.value, right.value, report);
                return;
            }
            break;
        case "dynamic":
            // What is only known to have some properties may be dynamic.
            if (right.tag === "dynamic" || (right.tag === "extension" && rowEnd(right).tag === "variable")) {
                return;
            }
            break;
        case "label":
            if (right.tag === "label" && right.value === left.value) {
                return;
            }
            break;
        case "function":
            if (right.tag === "function") {
                unifyFunctions(left, right, report);
                return;
            }
            break;
        case "package":
            if (right.tag === "package" && right.path === left.path) {
                return;
            }
            if (isRow(right)) {
                unify(asRow(left), asRow(right), report);
                return;
            }
            break;
        case "empty":
        case "extension":
            if (isRow(right)) {
                unifyRows(left, asRow(right), report);
                return;
            }
            // A dynamic value may have any property.
            if (right.tag === "dynamic") {
                return;
            }
            break;
        default:
            break;
    }
    report({ tag: "mismatch", expected: left, found: right });
}

function isRow(type: Type): boolean {
    return type.tag === "extension" || type.tag === "empty" || type.tag === "package";
}

function asRow(type: Type): Type {
    // Exports are closed schemes: the level of what little is left open in them is set when it is bound.
    return type.tag === "package" ? packageRow(type, (scheme) => instantiate(scheme, GENERIC - 1)) : type;
}

/** The variable or other type in which a row ends. */
function rowEnd(type: Type): Type {
    let subject = resolve(type);
    while (subject.tag === "extension") {
        subject = resolve(subject.tail);
    }
    return subject;
}

/** Rows of more properties than this are paired by name at once instead of label by label. */
const LONG_ROW = 48;

function unifyRows(expected: Type, found: Type, report: Report): void {
    let left = resolve(expected);
    let right = resolve(found);
    if (isLong(left) || isLong(right)) {
        unifyLongRows(left, right, report);
        return;
    }
    for (;;) {
        if (left.tag !== "extension" || right.tag !== "extension") {
            unifyRowEnds(left, right, report);
            return;
        }
        if (left.label !== right.label) {
            unifyDifferentHeads(left, right, report);
            return;
        }
        unify(left.type, right.type, report);
        left = resolve(left.tail);
        right = resolve(right.tail);
        if (left === right) {
            return;
        }
    }
}

function isLong(row: Type): boolean {
    let subject = row;
    for (let length = 0; length < LONG_ROW; length++) {
        if (subject.tag !== "extension") {
            return false;
        }
        subject = resolve(subject.tail);
    }
    return true;
}

/** The same result in time and stack that don't grow with the square of the rows' lengths. */
function unifyLongRows(left: Type, right: Type, report: Report): void {
    const waiting = new Map<string, RowExtension[]>();
    const rights: RowExtension[] = [];
    let row = right;
    for (; row.tag === "extension"; row = resolve(row.tail)) {
        rights.push(row);
        const same = waiting.get(row.label);
        if (same === undefined) {
            waiting.set(row.label, [row]);
        } else {
            same.push(row);
        }
    }
    const rightEnd = row;
    const paired = new Set<RowExtension>();
    const lefts: RowExtension[] = [];
    row = left;
    for (; row.tag === "extension"; row = resolve(row.tail)) {
        // The first of several equal labels meets the first of the other side.
        const match = waiting.get(row.label)?.shift();
        if (match === undefined) {
            lefts.push(row);
        } else {
            paired.add(match);
            unify(row.type, match.type, report);
        }
    }
    const rest = rights.filter((property) => !paired.has(property));
    const leftEnd = resolve(row);
    const end = resolve(rightEnd);
    if (lefts.length === 0 && rest.length === 0) {
        unifyRowEnds(leftEnd, end, report);
    } else if (leftEnd === end && leftEnd.tag === "variable") {
        report({ tag: "mismatch", expected: left, found: right });
    } else if (lefts.length === 0) {
        unifyRowEnds(leftEnd, rowFrom(rest, end), report);
    } else if (rest.length === 0) {
        unifyRowEnds(rowFrom(lefts, leftEnd), end, report);
    } else {
        const shared = new TypeVariable(GENERIC - 1);
        unifyRowEnds(leftEnd, rowFrom(rest, shared), report);
        unifyRowEnds(rowFrom(lefts, shared), end, report);
    }
}

function rowFrom(properties: readonly RowExtension[], end: Type): Type {
    return properties.reduceRight<Type>((tail, property) => extend(property.label, property.type, tail), end);
}

function unifyRowEnds(left: Type, right: Type, report: Report): void {
    if (left.tag === "empty" && right.tag === "extension") {
        report({ tag: "unexpected-label", label: right.label });
    } else if (left.tag === "extension" && right.tag === "empty") {
        report({ tag: "missing-label", label: left.label });
    } else {
        unify(left, right, report);
    }
}

/** Scoped labels: each head is looked for in the other's tail. */
function unifyDifferentHeads(left: RowExtension, right: RowExtension, report: Report): void {
    const end = resolve(left.tail);
    if (end.tag === "variable" && end === resolve(right.tail)) {
        // The same open tail can't hold one label on one side and another on the other.
        report({ tag: "mismatch", expected: left, found: right });
        return;
    }
    const rest = new TypeVariable(GENERIC - 1);
    unify(left.tail, extend(right.label, right.type, rest), report);
    unify(extend(left.label, left.type, rest), right.tail, report);
}

function bind(variable: TypeVariable, type: Type, report: Report): void {
    if (type.tag === "variable") {
        if (variable.level < type.level) {
            type.level = variable.level;
        }
        if (variable.kinds.length > 0 && type.kinds.length > 0 && variable.kinds.join() !== type.kinds.join()) {
            kindOrder.decisions++;
        }
        for (const kind of variable.kinds) {
            demand(type, kind);
        }
        variable.link = type;
        return;
    }
    if (type.tag !== "basic" && !settle(variable, type)) {
        report({ tag: "recursive", variable, type });
        return;
    }
    for (const kind of variable.kinds) {
        const culprit = demand(type, kind);
        if (culprit !== undefined) {
            report({ tag: "constraint", type: culprit, kind });
            break;
        }
    }
    variable.link = type;
}

/** Gives the variables of `type` the level of `variable`; false when `variable` itself is among them. */
function settle(variable: TypeVariable, type: Type, visited = new Visited()): boolean {
    let subject = resolve(type);
    for (;;) {
        if (subject.tag !== "basic" && visited.again(subject)) {
            return true;
        }
        switch (subject.tag) {
            case "variable":
                if (subject === variable) {
                    return false;
                }
                if (subject.level > variable.level) {
                    subject.level = variable.level;
                }
                return true;
            case "array":
            case "stream":
            case "vector":
                subject = resolve(subject.element);
                continue;
            case "dictionary":
                if (!settle(variable, subject.key, visited)) {
                    return false;
                }
                subject = resolve(subject.value);
                continue;
            case "function":
                for (const parameter of subject.required) {
                    if (!settle(variable, parameter.type, visited)) {
                        return false;
                    }
                }
                for (const parameter of subject.optional) {
                    if (!settle(variable, parameter.type, visited)) {
                        return false;
                    }
                }
                if (subject.pipe !== undefined && !settle(variable, subject.pipe.type, visited)) {
                    return false;
                }
                subject = resolve(subject.result);
                continue;
            case "extension":
                if (!settle(variable, subject.type, visited)) {
                    return false;
                }
                subject = resolve(subject.tail);
                continue;
            default:
                return true;
        }
    }
}
