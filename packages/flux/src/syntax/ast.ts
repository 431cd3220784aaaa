/**
 * The syntax tree of a Flux file.
 *
 * A file is a list of top-level statements ("chunks"). Every `start` and `end` inside a chunk is an
 * offset in UTF-16 code units *relative to that chunk's own start*, so that an edit in one statement
 * leaves the trees of all others untouched. Absolute offset = `SourceFile.offsets[i] + node.start`.
 *
 * Nodes hold no text of trivia; the file's text is kept by {@link SourceFile}, whose chunks, each
 * with its leading trivia, concatenate to exactly the input.
 */

/** Offsets relative to the enclosing chunk; `end` is exclusive. */
export interface Span {
    readonly start: number;
    readonly end: number;
}

/**
 * A syntax error attached to the node that was being parsed when it was found; it is told at that
 * node's position. Some messages name a place of the file (`… at 3:7`); as a chunk may move, that
 * place is kept apart from the words: see `faultMessage` in diagnostics.ts.
 */
export interface SyntaxFault {
    /** The message up to the place, or all of it. */
    readonly message: string;
    /** Place named in the message, relative to the chunk. */
    readonly at?: Span;
    /** What follows the place. Present: the place reads `line:column-line:column`; absent: `line:column`. */
    readonly rest?: string;
}

interface NodeBase<K extends string> extends Span {
    readonly kind: K;
    /** Faults of this node itself (not of its children), in the order they were found. */
    readonly faults?: readonly SyntaxFault[];
}

// ---------------------------------------------------------------- file

export interface SourceFile {
    readonly text: string;
    /** Package clause, imports and statements in source order, each a chunk of its own. */
    readonly chunks: readonly Chunk[];
    /** Absolute start of each chunk (where its leading trivia begins); same length as `chunks`. */
    readonly offsets: readonly number[];
    /** Trivia after the last chunk (comments, white space). */
    readonly tail: string;
}

/**
 * One top-level item. Its text (trivia included) is `text.slice(offset, offset + length)`. The item of a
 * faulty chunk may end behind the chunk: a node covers the token that it could not take.
 */
export interface Chunk {
    readonly item: PackageClause | ImportDeclaration | Statement;
    /** UTF-16 length, leading trivia included. */
    readonly length: number;
    /** How far the parser looked, from the chunk's start (exclusive): text behind it doesn't matter to the chunk. */
    readonly reach: number;
    /** State of the parser at the chunk's start; a chunk is reused only where the state is the same. */
    readonly state: number;
    /** Bits of {@link TRAIT}. */
    readonly traits: number;
}

export interface PackageClause extends NodeBase<"PackageClause"> {
    readonly attributes?: readonly Attribute[];
    readonly name: Identifier;
}

export interface ImportDeclaration extends NodeBase<"ImportDeclaration"> {
    readonly attributes?: readonly Attribute[];
    readonly alias?: Identifier;
    readonly path: StringLiteral;
}

/** `@name(args)` before a statement, import or package clause. */
export interface Attribute extends NodeBase<"Attribute"> {
    readonly name: string;
    readonly args: readonly Expression[];
}

// ---------------------------------------------------------------- statements

export type Statement =
    | ExpressionStatement
    | VariableAssignment
    | OptionStatement
    | ReturnStatement
    | BuiltinStatement
    | TestCaseStatement
    | BadStatement;

export interface ExpressionStatement extends NodeBase<"ExpressionStatement"> {
    readonly attributes?: readonly Attribute[];
    readonly expression: Expression;
}
export interface VariableAssignment extends NodeBase<"VariableAssignment"> {
    readonly attributes?: readonly Attribute[];
    readonly name: Identifier;
    readonly value: Expression;
}
/** `a.b = value`, only inside `option`. */
export interface MemberAssignment extends NodeBase<"MemberAssignment"> {
    readonly member: MemberExpression;
    readonly value: Expression;
}
export interface OptionStatement extends NodeBase<"OptionStatement"> {
    readonly attributes?: readonly Attribute[];
    readonly assignment: VariableAssignment | MemberAssignment;
}
export interface ReturnStatement extends NodeBase<"ReturnStatement"> {
    readonly attributes?: readonly Attribute[];
    readonly value: Expression;
}
export interface BuiltinStatement extends NodeBase<"BuiltinStatement"> {
    readonly attributes?: readonly Attribute[];
    readonly name: Identifier;
    readonly type: TypeExpression;
}
/** `testcase name [extends "path"] { … }` */
export interface TestCaseStatement extends NodeBase<"TestCaseStatement"> {
    readonly attributes?: readonly Attribute[];
    readonly name: Identifier;
    readonly extends?: StringLiteral;
    readonly body: Block;
}
/** Text that starts no statement; one token. */
export interface BadStatement extends NodeBase<"BadStatement"> {
    readonly attributes?: readonly Attribute[];
    readonly text: string;
}

export interface Block extends NodeBase<"Block"> {
    readonly statements: readonly Statement[];
}

// ---------------------------------------------------------------- expressions

export type Expression =
    | Identifier
    | ArrayExpression
    | DictExpression
    | FunctionExpression
    | LogicalExpression
    | BinaryExpression
    | UnaryExpression
    | CallExpression
    | PipeExpression
    | ConditionalExpression
    | InterpolatedString
    | ParenExpression
    | MemberExpression
    | IndexExpression
    | RecordExpression
    | IntegerLiteral
    | FloatLiteral
    | StringLiteral
    | TimeLiteral
    | DurationLiteral
    | RegexpLiteral
    | LabelLiteral
    | PipeLiteral
    | BadExpression;

export interface Identifier extends NodeBase<"Identifier"> {
    readonly name: string;
}
export interface ArrayExpression extends NodeBase<"ArrayExpression"> {
    readonly elements: readonly Expression[];
}
export interface DictItem extends Span {
    readonly key: Expression;
    readonly value: Expression;
}
/** `["a": 1]`; `[:]` has no items. */
export interface DictExpression extends NodeBase<"DictExpression"> {
    readonly items: readonly DictItem[];
}
/** A parameter; `value` is a default, or a {@link PipeLiteral} for `tables=<-`. */
export interface Parameter extends NodeBase<"Parameter"> {
    readonly name: Identifier;
    readonly value?: Expression;
}
export interface FunctionExpression extends NodeBase<"FunctionExpression"> {
    readonly params: readonly Parameter[];
    readonly body: Expression | Block;
}
export interface LogicalExpression extends NodeBase<"LogicalExpression"> {
    readonly operator: "and" | "or";
    readonly left: Expression;
    readonly right: Expression;
}
export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "=~" | "!~" | "<INVALID_OP>";
export interface BinaryExpression extends NodeBase<"BinaryExpression"> {
    readonly operator: BinaryOperator;
    readonly left: Expression;
    readonly right: Expression;
}
export interface UnaryExpression extends NodeBase<"UnaryExpression"> {
    readonly operator: "+" | "-" | "not" | "exists";
    readonly argument: Expression;
}
/** `callee(name: value, …)`: the arguments are the properties of a record without braces. */
export interface CallExpression extends NodeBase<"CallExpression"> {
    readonly callee: Expression;
    /** Absent for `f()`. */
    readonly args?: RecordExpression;
}
/** `argument |> call` */
export interface PipeExpression extends NodeBase<"PipeExpression"> {
    readonly argument: Expression;
    /** A CallExpression; a bad expression or another kind when the source is faulty. */
    readonly call: Expression;
}
export interface ConditionalExpression extends NodeBase<"ConditionalExpression"> {
    readonly test: Expression;
    readonly consequent: Expression;
    readonly alternate: Expression;
}
/** `"a ${b} c"`; a string without `${}` is a {@link StringLiteral}. */
export interface InterpolatedString extends NodeBase<"InterpolatedString"> {
    readonly parts: readonly (TextPart | InterpolatedPart)[];
}
export interface TextPart extends NodeBase<"TextPart"> {
    /** Escapes resolved. */
    readonly value: string;
}
export interface InterpolatedPart extends NodeBase<"InterpolatedPart"> {
    readonly expression: Expression;
}
export interface ParenExpression extends NodeBase<"ParenExpression"> {
    readonly expression: Expression;
}
/** `object.name` or `object["name"]` (a string key between brackets is a member too). */
export interface MemberExpression extends NodeBase<"MemberExpression"> {
    readonly object: Expression;
    readonly property: Identifier | StringLiteral;
}
export interface IndexExpression extends NodeBase<"IndexExpression"> {
    readonly array: Expression;
    readonly index: Expression;
}
export interface Property extends NodeBase<"Property"> {
    readonly key: Identifier | StringLiteral;
    /** Absent for the shorthand `{a}`, which means `{a: a}`. */
    readonly value?: Expression;
}
export interface RecordExpression extends NodeBase<"RecordExpression"> {
    /** `{source with …}` */
    readonly with?: Identifier;
    readonly properties: readonly Property[];
}
export interface IntegerLiteral extends NodeBase<"IntegerLiteral"> {
    readonly value: bigint;
}
export interface FloatLiteral extends NodeBase<"FloatLiteral"> {
    readonly value: number;
}
export interface StringLiteral extends NodeBase<"StringLiteral"> {
    /** Escapes resolved. */
    readonly value: string;
}
export interface TimeLiteral extends NodeBase<"TimeLiteral"> {
    /** ns since epoch (UTC); undefined when the literal is faulty. */
    readonly value?: bigint;
}
/** A duration keeps calendar months and nanoseconds apart. */
export interface DurationLiteral extends NodeBase<"DurationLiteral"> {
    readonly values: readonly { readonly magnitude: bigint; readonly unit: DurationUnit }[];
}
export type DurationUnit = "y" | "mo" | "w" | "d" | "h" | "m" | "s" | "ms" | "us" | "µs" | "ns";
export interface RegexpLiteral extends NodeBase<"RegexpLiteral"> {
    /** The pattern between the slashes, `\/` resolved. */
    readonly value: string;
}
/** `.name` as a value: a label. */
export interface LabelLiteral extends NodeBase<"LabelLiteral"> {
    readonly value: string;
}
/** `<-` as a parameter's default. */
export interface PipeLiteral extends NodeBase<"PipeLiteral"> {}
/** Where an expression was expected; may wrap what could be parsed. */
export interface BadExpression extends NodeBase<"BadExpression"> {
    readonly text: string;
    readonly expression?: Expression;
}

// ---------------------------------------------------------------- type expressions (builtin statements, signatures)

export interface TypeExpression extends NodeBase<"TypeExpression"> {
    readonly type: MonoType;
    readonly constraints: readonly TypeConstraint[];
}
export interface TypeConstraint extends Span {
    readonly variable: Identifier;
    readonly kinds: readonly Identifier[];
}
export type MonoType = NamedType | ArrayType | StreamType | VectorType | DictType | DynamicType | LabelType | RecordType | FunctionType;
/** A basic type (`int`) or a type variable (`A`). */
export interface NamedType extends NodeBase<"NamedType"> {
    readonly name: string;
    /** A type variable: a name of one letter. */
    readonly variable?: true;
}
export interface ArrayType extends NodeBase<"ArrayType"> {
    readonly element: MonoType;
}
export interface StreamType extends NodeBase<"StreamType"> {
    readonly element: MonoType;
}
export interface VectorType extends NodeBase<"VectorType"> {
    readonly element: MonoType;
}
export interface DictType extends NodeBase<"DictType"> {
    readonly key: MonoType;
    readonly value: MonoType;
}
export interface DynamicType extends NodeBase<"DynamicType"> {}
export interface LabelType extends NodeBase<"LabelType"> {
    readonly value: string;
}
export interface RecordType extends NodeBase<"RecordType"> {
    readonly extends?: Identifier;
    readonly properties: readonly { readonly name: Identifier | StringLiteral; readonly type: MonoType }[];
}
export interface FunctionType extends NodeBase<"FunctionType"> {
    readonly params: readonly TypeParameter[];
    readonly result: MonoType;
}
export interface TypeParameter extends Span {
    /** `pipe` is `<-name: T` (name may be absent), `optional` is `?name: T`. */
    readonly mode: "required" | "optional" | "pipe";
    readonly name?: Identifier;
    readonly type: MonoType;
    /** `?name: T = .label` */
    readonly default?: LabelLiteral;
}

export type Node =
    | PackageClause
    | ImportDeclaration
    | Attribute
    | Statement
    | MemberAssignment
    | Block
    | Expression
    | Parameter
    | Property
    | TextPart
    | InterpolatedPart
    | TypeExpression
    | MonoType;
