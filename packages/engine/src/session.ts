/** One evaluation of a script: its statements, options and results, and what the library's functions may ask of it. */
import { parse, type SourceFile, type Statement } from "@flux-scripts/flux";
import type { Column, Table } from "@flux-scripts/tables";
import type { Dependencies } from "./api.ts";
import type { Context } from "./context.ts";
import { collect, collectNow, MustWait } from "./execution/graph.ts";
import { type Node, YieldNode } from "./execution/node.ts";
import type { Run } from "./execution/run.ts";
import { packages } from "./functions/index.ts";
import { Interpreter } from "./interpreter/interpreter.ts";
import { Library, packageName } from "./interpreter/library.ts";
import { Scope } from "./interpreter/scope.ts";
import { approximateNs } from "./kernels/duration.ts";
import { type Location, locationOf, UTC } from "./kernels/zone.ts";
import { type RowMode, RowFunctions } from "./rowfn/rowfunctions.ts";
import type { RowMapper, RowPredicate } from "./rowfn/types.ts";
import { FluxError } from "./values/error.ts";
import { type Arguments, DurationValue, FunctionValue, PackageValue, RecordValue, StreamValue, Time, type Value } from "./values/value.ts";

/** Thrown to wait for something that can't be had at once; the evaluation starts anew when it is there. */
export class Suspended {
    constructor(
        /** Which of the evaluation's waits it is, from 0. */
        readonly index: number,
        readonly start: () => Promise<unknown>,
    ) {}
}

/** A named stream that the script gives. */
export interface Result {
    readonly name: string;
    readonly node: Node;
}

export class Session implements Context {
    readonly interpreter = new Interpreter();
    readonly standard: Library;
    private readonly scope: Scope;
    private readonly yields: YieldNode[] = [];
    private readonly bare: Node[] = [];
    private readonly effects: Node[] = [];
    private waits = 0;
    private evaluated = false;
    private readonly rowFunctions: RowFunctions;

    constructor(
        readonly dependencies: Dependencies,
        readonly startedAt: bigint,
        private readonly run: Run,
        /** What earlier evaluations of the same script had to wait for, by the wait's number. */
        private readonly known: ReadonlyMap<number, unknown>,
        params: Value | undefined,
        rowMode: RowMode = "auto",
    ) {
        this.interpreter.placeText = (start, end) => run.placeText(start, end);
        this.interpreter.typeAt = (offset) => run.typeAt(offset);
        this.standard = new Library(packages, this.interpreter, this);
        this.rowFunctions = new RowFunctions(this.interpreter, run.poll, rowMode);
        this.scope = new Scope(this.standard.preludeScope, { base: 0 });
        if (params !== undefined) {
            this.scope.set("params", params);
        }
    }

    // ------------------------------------------------------------ statements

    /** Evaluates the statements of a file in the script's scope. */
    evaluateFile(file: SourceFile): void {
        for (const [index, chunk] of file.chunks.entries()) {
            const base = file.offsets[index] ?? 0;
            // Names live in one scope; each chunk has a frame of its own for the places of errors.
            const scope = new ChunkScope(this.scope, base);
            const { item } = chunk;
            if (item.kind === "ImportDeclaration") {
                this.scope.set(item.alias?.name ?? packageName(item.path.value), this.imported(item.path.value));
            } else if (item.kind !== "PackageClause") {
                this.placed(item, base, () => this.statement(item, scope));
            }
        }
    }

    private placed(item: Statement, base: number, run: () => void): void {
        try {
            run();
        } catch (error) {
            if (error instanceof FluxError && error.start === undefined) {
                error.start = base + item.start;
                error.end = base + item.end;
            }
            throw error;
        }
    }

    private imported(path: string): Value {
        const known = this.standard.package(path);
        if (known !== undefined) {
            return known;
        }
        const text = this.dependencies.packages?.(path);
        if (text === undefined) {
            throw new FluxError("invalid", `invalid import path ${path}`);
        }
        return this.userPackage(path, text);
    }

    private userPackage(path: string, text: string): Value {
        const scope = new Scope(this.standard.preludeScope, { base: undefined });
        for (const { item } of parse(text).chunks) {
            if (item.kind === "ImportDeclaration") {
                scope.set(item.alias?.name ?? packageName(item.path.value), this.imported(item.path.value));
            } else if (item.kind !== "PackageClause") {
                this.statement(item, scope);
            }
        }
        return new PackageValue(path, packageName(path), (name) => (scope.hasOwn(name) ? scope.lookup(name) : undefined));
    }

    private statement(item: Statement, scope: Scope): void {
        switch (item.kind) {
            case "VariableAssignment":
                scope.set(item.name.name, this.interpreter.evaluateNamed(item.value, scope, item.name.name));
                return;
            case "ExpressionStatement": {
                const value = this.interpreter.evaluate(item.expression, scope);
                if (value instanceof StreamValue && !(value.node instanceof YieldNode) && !this.effects.includes(value.node)) {
                    this.bare.push(value.node);
                }
                return;
            }
            case "OptionStatement":
                this.setOption(item.assignment, scope);
                return;
            case "TestCaseStatement":
            case "BuiltinStatement":
                return;
            default:
                throw new FluxError("invalid", `invalid statement: ${item.kind}`);
        }
    }

    private setOption(assignment: Extract<Statement, { readonly kind: "OptionStatement" }>["assignment"], scope: Scope): void {
        if (assignment.kind === "VariableAssignment") {
            const { name } = assignment.name;
            const value = this.interpreter.evaluateNamed(assignment.value, scope, name);
            scope.set(name, value);
            const path = this.standard.preludePackage(name);
            if (path !== undefined) {
                this.standard.setOption(path, name, value);
            }
            return;
        }
        const { object, property } = assignment.member;
        const target = this.interpreter.evaluate(object, scope);
        if (!(target instanceof PackageValue)) {
            throw new FluxError("invalid", "an option must be a name or a member of a package");
        }
        const name = property.kind === "Identifier" ? property.name : property.value;
        this.standard.setOption(target.path, name, this.interpreter.evaluateNamed(assignment.value, scope, name));
    }

    /** What a name of the script is bound to. */
    lookup(name: string): Value | undefined {
        return this.scope.lookup(name);
    }

    /** The results of what was evaluated: yields, and expressions that stand alone. */
    results(): readonly Result[] {
        this.evaluated = true;
        const results: Result[] = [];
        for (const node of this.yields) {
            if (results.some(({ name }) => name === node.result)) {
                throw new FluxError(
                    "invalid",
                    `error in building plan while starting program: found more than one call to yield() with the name "${node.result}"`,
                );
            }
            results.push({ name: node.result, node });
        }
        for (const node of this.bare) {
            if (results.some(({ name }) => name === "_result")) {
                throw new FluxError(
                    "invalid",
                    'failed to initialize execute state: tried to produce more than one result with the name "_result"',
                );
            }
            results.push({ name: "_result", node });
        }
        const reached = upstream(results.map(({ node }) => node));
        const effects = this.effects.filter((node) => !reached.has(node));
        const numbers = callNumbers([...results.map(({ node }) => node), ...effects]);
        for (const node of effects) {
            // The reference names such a result after the step and its number among the script's steps.
            results.push({ name: `${node.name}${numbers.get(node)}`, node });
        }
        if (results.length === 0) {
            throw new FluxError(
                "invalid",
                "error in query specification while starting program: this Flux script returns no streaming data. " +
                    'Consider adding a "yield" or invoking streaming functions directly, without performing an assignment',
            );
        }
        return results;
    }

    // ------------------------------------------------------------ Context

    now(): bigint {
        const option = this.standard.option("universe", "now");
        if (option instanceof FunctionValue) {
            const value = option.call(new Map());
            if (value instanceof Time) {
                return value.ns;
            }
        }
        return this.startedAt;
    }

    option(name: string, packagePath?: string): Value {
        const path = packagePath ?? this.standard.preludePackage(name);
        return path === undefined ? null : (this.standard.member(path, name) ?? null);
    }

    location(value?: RecordValue): Location {
        const record = value ?? this.option("location");
        if (!(record instanceof RecordValue)) {
            return UTC;
        }
        const zone = record.get("zone");
        const offset = record.get("offset");
        const name = typeof zone === "string" ? zone : "UTC";
        const location = locationOf(name, offset instanceof DurationValue ? offset : { months: 0, ns: 0n });
        if (location === undefined) {
            throw new FluxError("invalid", `unknown time zone ${name}`);
        }
        return location;
    }

    toTime(value: Value): bigint | undefined {
        if (value instanceof Time) {
            return value.ns;
        }
        if (value instanceof DurationValue) {
            return BigInt.asIntN(64, this.now() + approximateNs(value));
        }
        return typeof value === "bigint" ? value : undefined;
    }

    call(fn: FunctionValue, args: Readonly<Record<string, Value>> | Arguments): Value {
        return fn.call(args instanceof Map ? args : new Map(Object.entries(args as Readonly<Record<string, Value>>)));
    }

    predicate(fn: FunctionValue, options: { readonly parameter?: string; readonly prefix?: string } = {}): RowPredicate {
        return this.rowFunctions.predicate(fn, options);
    }

    mapper(fn: FunctionValue, options: { readonly parameter?: string } = {}): RowMapper {
        return this.rowFunctions.mapper(fn, options);
    }

    pairs(fn: FunctionValue, names: readonly [string, string]): (left: Table, right: Table) => readonly Column[] | undefined {
        return this.rowFunctions.pairs(fn, names);
    }

    folder(fn: FunctionValue, onNull: (name: string) => never): (table: Table, accumulator: RecordValue) => RecordValue {
        return this.rowFunctions.folder(fn, onNull);
    }

    numbers(fn: FunctionValue, parameter: string): (first: number, count: number) => BigInt64Array {
        return this.rowFunctions.numbers(fn, parameter);
    }

    collect(node: Node): readonly Table[] {
        const index = this.waits;
        this.waits += 1;
        const known = this.known.get(index);
        if (known !== undefined) {
            return known as readonly Table[];
        }
        try {
            return collectNow(node, this.run);
        } catch (error) {
            if (!(error instanceof MustWait)) {
                throw error;
            }
            if (this.evaluated || this.interpreter.inRow) {
                throw new FluxError("unimplemented", "a stream that is read from outside can't be read inside a row function here");
            }
            throw new Suspended(index, () => collect(node, this.run));
        }
    }

    library(packagePath: string, name: string): Value {
        const value = this.standard.member(packagePath, name);
        if (value === undefined) {
            throw new FluxError("internal error", `the library has no ${packagePath}.${name}`);
        }
        return value;
    }

    wait<T>(start: () => Promise<T>): T {
        if (this.run.attempt !== undefined) {
            return this.run.attempt.answer(start);
        }
        if (this.evaluated) {
            throw new FluxError("unimplemented", "a request can't be made here: make it before, and use its answer");
        }
        const index = this.waits;
        this.waits += 1;
        if (!this.known.has(index)) {
            throw new Suspended(index, start);
        }
        return this.known.get(index) as T;
    }

    addEffect(node: Node): void {
        this.effects.push(node);
    }

    addYield(node: YieldNode): void {
        this.yields.push(node);
    }
}

/** The nodes themselves and all that they are made from. */
function upstream(nodes: readonly Node[]): ReadonlySet<Node> {
    const found = new Set<Node>(nodes);
    for (const node of found) {
        for (const input of node.inputs) {
            found.add(input);
        }
    }
    return found;
}

/** The number of each node among all the steps that a script calls, from 0: the streams of one end after those of the ends before it. */
function callNumbers(ends: readonly Node[]): ReadonlyMap<Node, number> {
    const called = new Set<Node>();
    const numbers = new Map<Node, number>();
    for (const end of [...ends].sort((a, b) => a.id - b.id)) {
        const waiting: Node[] = [end];
        const own = new Set<Node>();
        for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
            if (!called.has(node) && !own.has(node)) {
                own.add(node);
                waiting.push(...(node.calledOn ?? node.inputs));
            }
        }
        for (const node of own) {
            called.add(node);
        }
        numbers.set(end, called.size - 1);
    }
    return numbers;
}

/** The script's scope with the place of one statement. */
class ChunkScope extends Scope {
    constructor(
        private readonly file: Scope,
        base: number,
    ) {
        super(file, { base });
    }
    override set(name: string, value: Value): void {
        this.file.set(name, value);
    }
    override hasOwn(name: string): boolean {
        return this.file.hasOwn(name);
    }
}
