/**
 * Types as text, in two styles: `typeText` as the standard library's types are recorded (properties
 * in their own order, one line), and {@link MessagePrinter} as messages show them.
 */
import { instantiate, visitVariables } from "./generalise.ts";
import { type Doc, group, layout } from "./layout.ts";
import { Visited } from "./sharing.ts";
import { compareNames, type FunctionShape, packageRow, resolve, type RowExtension, type Type, type TypeVariable } from "./type.ts";

/** A, B, … Z, then t26, t27 … */
function letter(index: number): string {
    return index < 26 ? String.fromCharCode(65 + index) : `t${index}`;
}

interface Row {
    readonly properties: readonly RowExtension[];
    readonly tail: Type;
}

function rowOf(type: Type): Row {
    const properties: RowExtension[] = [];
    let subject = resolve(type);
    while (subject.tag === "extension") {
        properties.push(subject);
        subject = resolve(subject.tail);
    }
    return { properties, tail: subject };
}

interface Style {
    /** Properties in the order to print. */
    order(properties: readonly RowExtension[]): readonly RowExtension[];
    /** More members than these are broken into lines. */
    readonly limit: number;
    /** Columns of a line. */
    readonly width: number;
    name(variable: TypeVariable): string;
    /** Parts that may still be printed: what goes beyond is cut, nobody reads a megabyte of type. */
    budget: number;
}

const BUDGET = 5000;

function document(type: Type, style: Style): Doc {
    const subject = resolve(type);
    if (style.budget-- <= 0) {
        return "…";
    }
    switch (subject.tag) {
        case "variable":
            return style.name(subject);
        case "basic":
            return subject.name;
        case "array":
            return ["[", document(subject.element, style), "]"];
        case "stream":
            return ["stream[", document(subject.element, style), "]"];
        case "vector":
            return ["v[", document(subject.element, style), "]"];
        case "dictionary":
            return ["[", document(subject.key, style), ":", document(subject.value, style), "]"];
        case "function":
            return functionDocument(subject, style);
        case "empty":
            return "{}";
        case "extension": {
            const row = rowOf(subject);
            const first: Doc = row.tail.tag === "empty" ? "" : [document(row.tail, style), " with"];
            const items = style.order(row.properties).map((property): Doc => [`${property.label}: `, document(property.type, style)]);
            return group("{", first, items, "}", items.length > style.limit);
        }
        case "package":
            return document(
                packageRow(subject, (scheme) => scheme),
                style,
            );
        case "label":
            return `.${subject.value}`;
        case "dynamic":
            return "dynamic";
        case "error":
            return "<error>";
    }
}

function functionDocument(type: FunctionShape, style: Style): Doc {
    const items: Doc[] = [];
    if (type.pipe !== undefined) {
        items.push([`<-${type.pipe.name}: `, document(type.pipe.type, style)]);
    }
    for (const parameter of type.required) {
        items.push([`${parameter.name}: `, document(parameter.type, style)]);
    }
    for (const parameter of type.optional) {
        items.push([`?${parameter.name}: `, document(parameter.type, style)]);
    }
    return group("(", "", items, ")", items.length > style.limit, [" => ", document(type.result, style)]);
}

function render(type: Type, style: Style): string {
    return layout(document(type, style), style.width);
}

/** Visits variables in the order in which they get their letters. */
function eachForLetters(type: Type, visit: (variable: TypeVariable) => void, visited = new Visited()): void {
    const subject = resolve(type);
    if (visited.again(subject)) {
        return;
    }
    switch (subject.tag) {
        case "variable":
            visit(subject);
            return;
        case "array":
        case "stream":
        case "vector":
            eachForLetters(subject.element, visit, visited);
            return;
        case "dictionary":
            eachForLetters(subject.key, visit, visited);
            eachForLetters(subject.value, visit, visited);
            return;
        case "function":
            for (const parameter of [...subject.required, ...subject.optional]) {
                eachForLetters(parameter.type, visit, visited);
            }
            if (subject.pipe !== undefined) {
                eachForLetters(subject.pipe.type, visit, visited);
            }
            eachForLetters(subject.result, visit, visited);
            return;
        case "extension": {
            const row = rowOf(subject);
            eachForLetters(row.tail, visit, visited);
            for (const property of descending(row.properties).reverse()) {
                eachForLetters(property.type, visit, visited);
            }
            return;
        }
        default:
            return;
    }
}

/** Of equal labels the one that is seen comes last. */
function descending(properties: readonly RowExtension[]): RowExtension[] {
    return [...properties].sort((a, b) => compareNames(a.label, b.label)).reverse();
}

/** Letters in the order of the text, and the constraints of what has a letter. */
function lettered(type: Type, order: Style["order"], limit: number, width: number): string {
    const names = new Map<TypeVariable, string>();
    const name = (variable: TypeVariable): string => {
        let known = names.get(variable);
        if (known === undefined) {
            known = letter(names.size);
            names.set(variable, known);
        }
        return known;
    };
    const text = render(type, { order, limit, width, name, budget: BUDGET });
    const constraints = [...names]
        .filter(([variable]) => variable.kinds.length > 0)
        .map(([variable, variableName]) => `${variableName}: ${[...variable.kinds].sort().join(" + ")}`);
    return constraints.length === 0 ? text : `${text} where ${constraints.join(", ")}`;
}

/** One line, properties in their own order, as the standard library's types are recorded. */
export function typeText(type: Type): string {
    return lettered(type, (properties) => properties, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** For people: properties ascending, broken into lines where there are more than four. */
export function prettyType(type: Type): string {
    return lettered(type, (properties) => descending(properties).reverse(), 4, 120);
}

/**
 * Prints the types of one file's messages. Free variables are numbered through all messages of the
 * file, quantified ones within their scheme; a message gives letters to numbers, so that a free and a
 * quantified variable of one number share a letter, as in the reference.
 */
export class MessagePrinter {
    private readonly numbers = new Map<TypeVariable, number>();

    private number(variable: TypeVariable): number {
        if (variable.index >= 0) {
            return variable.index;
        }
        let number = this.numbers.get(variable);
        if (number === undefined) {
            number = this.numbers.size;
            this.numbers.set(variable, number);
        }
        return number;
    }

    /** Texts of the types of one message, sharing its letters; composite types say what they are. */
    types(given: readonly Type[]): string[] {
        // A package is shown as the record of its exports, each with variables of its own.
        const types = given.map((type) => {
            const subject = resolve(type);
            return subject.tag === "package" ? packageRow(subject, (scheme) => instantiate(scheme, 0)) : type;
        });
        for (const type of types) {
            visitVariables(type, (variable) => void this.number(variable));
        }
        const letters = new Map<number, string>();
        const name = (variable: TypeVariable): string => {
            const number = this.number(variable);
            let known = letters.get(number);
            if (known === undefined) {
                known = letter(letters.size);
                letters.set(number, known);
            }
            return known;
        };
        for (const type of types) {
            eachForLetters(type, (variable) => void name(variable));
        }
        return types.map((type) => render(type, { order: descending, limit: 4, width: 120, name, budget: BUDGET }) + suffix(resolve(type)));
    }
}

function suffix(type: Type): string {
    switch (type.tag) {
        case "array":
            return " (array)";
        case "dictionary":
            return " (dictionary)";
        case "function":
            return " (function)";
        case "extension":
        case "empty":
        case "package":
            return " (record)";
        case "dynamic":
            return " (dynamic)";
        default:
            return "";
    }
}
