/**
 * Types of the Flux language during and after inference.
 *
 * Variables are linked in place (union–find); {@link resolve} follows the links. A polytype is simply
 * a type whose quantified variables are marked generic, see generalise.ts. Records are rows: a chain
 * of extensions that ends in the empty row (closed) or a variable (open); labels may occur twice, the
 * first one is seen.
 */

/** A property that a type variable's instances must have. */
export type Kind =
    | "Addable"
    | "Subtractable"
    | "Divisible"
    | "Numeric"
    | "Comparable"
    | "Equatable"
    | "Nullable"
    | "Record"
    | "Negatable"
    | "Timeable"
    | "Stringable"
    | "Basic"
    | "Label";

export type BasicName = "bool" | "int" | "uint" | "float" | "string" | "duration" | "time" | "regexp" | "bytes";

export type Type =
    | TypeVariable
    | BasicType
    | CollectionType
    | DictionaryType
    | FunctionShape
    | RowExtension
    | EmptyRow
    | LabelValue
    | PackageType
    | SpecialType;

/** Level of variables that are quantified by their scheme. */
export const GENERIC = Number.MAX_SAFE_INTEGER;

export class TypeVariable {
    readonly tag = "variable";
    /** Set once the variable stands for another type. */
    link: Type | undefined;
    /** Depth of the let that owns it; 0 for names that the file does not define; {@link GENERIC} once quantified. */
    level: number;
    /** Constraints in the order in which they were met. */
    kinds: readonly Kind[];
    /** Position among the quantified variables of its scheme; -1 while free. */
    index = -1;
    constructor(level: number, kinds: readonly Kind[] = NO_KINDS) {
        this.level = level;
        this.kinds = kinds;
    }
}

const NO_KINDS: readonly Kind[] = [];

export interface BasicType {
    readonly tag: "basic";
    readonly name: BasicName;
}
export interface CollectionType {
    readonly tag: "array" | "stream" | "vector";
    readonly element: Type;
}
interface DictionaryType {
    readonly tag: "dictionary";
    readonly key: Type;
    readonly value: Type;
}
export interface ParameterType {
    readonly name: string;
    readonly type: Type;
}
/** A function's type. `required` and `optional` are sorted by name. */
export interface FunctionShape {
    readonly tag: "function";
    readonly required: readonly ParameterType[];
    readonly optional: readonly ParameterType[];
    /** The pipe parameter; its name is empty for a bare `<-`. */
    readonly pipe: ParameterType | undefined;
    readonly result: Type;
}
export interface RowExtension {
    readonly tag: "extension";
    readonly label: string;
    readonly type: Type;
    /** A row, a variable, or whatever `with` was given. */
    readonly tail: Type;
}
export interface EmptyRow {
    readonly tag: "empty";
}
/** The type of a label literal `.name`. */
interface LabelValue {
    readonly tag: "label";
    readonly value: string;
}
/** An imported package: a record of its exports, made a row only where it is used as one. */
export interface PackageType {
    readonly tag: "package";
    readonly path: string;
    /** Type scheme of an export; undefined when there is none. */
    member(name: string): Type | undefined;
    names(): readonly string[];
}
/** `dynamic`, or the type of what failed: it fits anything and is silent. */
export interface SpecialType {
    readonly tag: "dynamic" | "error";
}

const basic = (name: BasicName): BasicType => ({ tag: "basic", name });

export const BOOL = basic("bool");
export const INT = basic("int");
const UINT = basic("uint");
export const FLOAT = basic("float");
export const STRING = basic("string");
export const DURATION = basic("duration");
export const TIME = basic("time");
export const REGEXP = basic("regexp");
const BYTES = basic("bytes");

export const BASIC_TYPES: ReadonlyMap<string, BasicType> = new Map(
    [BOOL, INT, UINT, FLOAT, STRING, DURATION, TIME, REGEXP, BYTES].map((type) => [type.name, type]),
);

export const EMPTY_ROW: EmptyRow = { tag: "empty" };
export const DYNAMIC: SpecialType = { tag: "dynamic" };
export const ERROR: SpecialType = { tag: "error" };

export function arrayOf(element: Type): CollectionType {
    return { tag: "array", element };
}

export function extend(label: string, type: Type, tail: Type): RowExtension {
    return { tag: "extension", label, type, tail };
}

/** Follows the links of variables to what a type stands for now. */
export function resolve(type: Type): Type {
    if (type.tag !== "variable" || type.link === undefined) {
        return type;
    }
    let target: Type = type.link;
    while (target.tag === "variable" && target.link !== undefined) {
        target = target.link;
    }
    // Path compression keeps later walks short.
    type.link = target;
    return target;
}

/** A package as the row of its exports, in ascending order of names. */
export function packageRow(type: PackageType, instantiate: (scheme: Type) => Type): Type {
    let row: Type = EMPTY_ROW;
    for (const name of [...type.names()].sort().reverse()) {
        const member = type.member(name);
        if (member !== undefined) {
            row = extend(name, instantiate(member), row);
        }
    }
    return row;
}

/** Puts a parameter into a list sorted by name, in the place of one of the same name. */
export function insertParameter(parameters: ParameterType[], parameter: ParameterType): void {
    let at = parameters.length;
    while (at > 0 && (parameters[at - 1] as ParameterType).name > parameter.name) {
        at--;
    }
    if (at > 0 && parameters[at - 1]?.name === parameter.name) {
        parameters[at - 1] = parameter;
    } else if (at === parameters.length) {
        parameters.push(parameter);
    } else {
        parameters.splice(at, 0, parameter);
    }
}

/** Orders parameters and labels as the reference does: by code points. */
export function compareNames(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
