/** What is known of a value while a row function is compiled. */
import type { ColumnType } from "@flux-scripts/tables";
import { FluxError } from "../values/error.ts";
import { toCell, type Value } from "../values/value.ts";

/** A value of a column type, different in each row. */
export interface Scalar {
    readonly kind: "scalar";
    readonly type: ColumnType;
    /** A JavaScript expression without effects that gives the plain value; the type's zero, or anything, where it is null. */
    readonly code: string;
    /** A JavaScript expression that tells whether it is null: `false`, `true` or a variable. */
    readonly nul: string;
}

/** The null that has no type: a property that the row lacks. */
export interface Nothing {
    readonly kind: "nothing";
    /** The property that is missing. All its uses must agree on one type. */
    readonly property?: string;
}

/** The same value in every row. Scalars may be constants, too. */
export interface Constant {
    readonly kind: "constant";
    readonly value: Value;
}

/** A record whose properties are known by name. */
export interface RecordSymbol {
    readonly kind: "record";
    readonly properties: ReadonlyMap<string, Symbolic>;
}

export type Symbolic = Scalar | Nothing | Constant | RecordSymbol;

export const NOTHING: Nothing = { kind: "nothing" };

/** The types that missing properties were used at. */
export class Settled {
    private readonly types = new Map<string, ColumnType>();

    /** A null of a type in place of a missing property. Throws the reference's error where it was used at another type before. */
    use(nothing: Nothing, type: ColumnType): Scalar {
        if (nothing.property !== undefined) {
            const before = this.types.get(nothing.property);
            if (before !== undefined && before !== type) {
                throw new FluxError("failed precondition", `type conflict: ${type} != ${before}`);
            }
            this.types.set(nothing.property, type);
        }
        return { kind: "scalar", type, code: ZERO[type], nul: "true" };
    }
}

/** Thrown when a function can't be compiled; the interpreter then runs it. */
export class NotCompiled extends Error {}

/** JavaScript text of the zero of a type. */
export const ZERO: Readonly<Record<ColumnType, string>> = { bool: "false", int: "0n", uint: "0n", time: "0n", float: "0", string: '""' };

/** Writes the body of the loop, and gathers what it needs from outside. */
export class Emitter {
    private readonly lines: string[] = [];
    private readonly pool: unknown[] = [];
    private count = 0;
    private size = 0;

    /** A new local name. */
    name(prefix: "t" | "n" | "b"): string {
        this.count += 1;
        return `${prefix}${this.count}`;
    }

    line(text: string): void {
        this.size += 1;
        if (this.size > 20_000) {
            throw new NotCompiled("the function is too large");
        }
        this.lines.push(text);
    }

    /** Where the text ends now, for {@link cut}. */
    mark(): number {
        return this.lines.length;
    }

    /** Takes away what was written since a mark. */
    cut(mark: number): readonly string[] {
        return this.lines.splice(mark);
    }

    /** Keeps an object for the generated code; gives the name it goes by there. */
    keep(value: unknown): string {
        let at = this.pool.indexOf(value);
        if (at < 0) {
            at = this.pool.length;
            this.pool.push(value);
        }
        return `k${at}`;
    }

    get kept(): readonly unknown[] {
        return this.pool;
    }

    get text(): string {
        return this.lines.join("\n");
    }

    /** Binds an expression to a local, unless it is a name or literal already. */
    bind(code: string, prefix: "t" | "n" | "b" = "t"): string {
        if (/^(\w+|"")$/.test(code)) {
            return code;
        }
        const name = this.name(prefix);
        this.line(`const ${name} = ${code};`);
        return name;
    }

    /** JavaScript text of a constant cell. Numbers are written out; everything else goes through the pool. */
    literal(type: ColumnType, cell: bigint | number | string | boolean): string {
        if (typeof cell === "bigint") {
            return cell < 0n ? `(${cell}n)` : `${cell}n`;
        }
        if (typeof cell === "boolean") {
            return cell ? "true" : "false";
        }
        if (typeof cell === "number" && Number.isFinite(cell) && !Object.is(cell, -0)) {
            return cell < 0 ? `(${cell})` : `${cell}`;
        }
        return type === "string" && cell === "" ? '""' : this.keep(cell);
    }
}

/** A constant as a scalar, where its type can be in a column; nothing for the untyped null. */
export function scalarOf(symbol: Symbolic, out: Emitter): Symbolic {
    if (symbol.kind !== "constant") {
        return symbol;
    }
    if (symbol.value === null) {
        return NOTHING;
    }
    const cell = toCell(symbol.value);
    if (cell === undefined) {
        return symbol;
    }
    return cell.cell === null
        ? { kind: "scalar", type: cell.type, code: ZERO[cell.type], nul: "true" }
        : { kind: "scalar", type: cell.type, code: out.literal(cell.type, cell.cell), nul: "false" };
}

/** Text that tells whether one of several nulls holds. */
export function anyNull(...nuls: readonly string[]): string {
    const distinct = [...new Set(nuls.filter((nul) => nul !== "false"))];
    if (distinct.includes("true")) {
        return "true";
    }
    return distinct.length === 0 ? "false" : distinct.length === 1 ? (distinct[0] as string) : `(${distinct.join(" || ")})`;
}

/** The same value in every row. */
export function constant(value: Value): Symbolic {
    return { kind: "constant", value };
}

/** What fails while compiling may never be reached at run time: it is left to the interpreter. */
export function attempt(run: () => Value): Value {
    try {
        return run();
    } catch (error) {
        if (error instanceof FluxError) {
            throw new NotCompiled(error.message);
        }
        throw error;
    }
}
