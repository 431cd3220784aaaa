/** The standard library as values: packages by import path, made when they are first asked for. */
import { type Expression, parse } from "@flux-scripts/flux";
import { Args } from "../arguments.ts";
import type { Context } from "../context.ts";
import type { Definition, FluxDefinition, FunctionDefinition, OptionDefinition, PackageDefinition } from "../registry.ts";
import { FluxError } from "../values/error.ts";
import { type Arguments, type FunctionParameter, FunctionValue, PackageValue, type Value } from "../values/value.ts";
import { Closure } from "./closure.ts";
import type { Interpreter } from "./interpreter.ts";
import { Scope } from "./scope.ts";

/** A function of the library, callable. */
export class LibraryFunction extends FunctionValue {
    constructor(
        readonly name: string,
        readonly packagePath: string,
        readonly definition: FunctionDefinition,
        private readonly context: Context,
    ) {
        super();
    }

    get parameters(): readonly FunctionParameter[] {
        return this.definition.parameters;
    }

    call(args: Arguments): Value {
        return this.definition.call(new Args(args, this.context));
    }
}

interface Parsed {
    readonly imports: readonly { readonly name: string; readonly path: string }[];
    readonly expression: Expression;
}

const parsedTexts = new WeakMap<FluxDefinition | OptionDefinition, Parsed>();

function parsed(definition: FluxDefinition | OptionDefinition): Parsed {
    let found = parsedTexts.get(definition);
    if (found === undefined) {
        const imports: { readonly name: string; readonly path: string }[] = [];
        let expression: Expression | undefined;
        for (const { item } of parse(definition.text).chunks) {
            if (item.kind === "ImportDeclaration") {
                imports.push({ name: item.alias?.name ?? packageName(item.path.value), path: item.path.value });
            } else if (item.kind === "ExpressionStatement") {
                expression = item.expression;
            }
        }
        if (expression === undefined) {
            throw new Error(`a function of the library has no expression: ${definition.text}`);
        }
        found = { imports, expression };
        parsedTexts.set(definition, found);
    }
    return found;
}

/** The name a package is bound to by an import without an alias: the last part of its path. */
export function packageName(path: string): string {
    return path.slice(path.lastIndexOf("/") + 1);
}

/** Packages whose exports need no import, in order of search. */
const PRELUDE = ["universe", "influxdata/influxdb", "internal/boolean", "internal/location"];

export class Library {
    private readonly values = new Map<string, Value>();
    private readonly packages = new Map<string, PackageValue>();
    private readonly options = new Map<string, Value>();
    private readonly prelude: Scope;

    constructor(
        private readonly definitions: ReadonlyMap<string, PackageDefinition>,
        private readonly interpreter: Interpreter,
        private readonly context: Context,
    ) {
        this.prelude = new Scope(undefined, { base: undefined }, (name) => this.preludeMember(name));
    }

    /** The scope that every file stands in. */
    get preludeScope(): Scope {
        return this.prelude;
    }

    private preludeMember(name: string): Value | undefined {
        for (const path of PRELUDE) {
            const value = this.member(path, name);
            if (value !== undefined) {
                return value;
            }
        }
        return undefined;
    }

    /** The package that gives a name needing no import. */
    preludePackage(name: string): string | undefined {
        return PRELUDE.find((path) => ownProperty(this.definitions.get(path)?.exports, name) !== undefined);
    }

    has(path: string): boolean {
        return this.definitions.has(path);
    }

    package(path: string): PackageValue | undefined {
        let found = this.packages.get(path);
        if (found === undefined && this.definitions.has(path)) {
            found = new PackageValue(path, packageName(path), (name) => this.member(path, name));
            this.packages.set(path, found);
        }
        return found;
    }

    /** An export's value; undefined when the package has no such export. */
    member(path: string, name: string): Value | undefined {
        const set = this.options.get(`${path}.${name}`);
        if (set !== undefined) {
            return set;
        }
        const id = `${path}.${name}`;
        const made = this.values.get(id);
        if (made !== undefined) {
            return made;
        }
        const definition = ownProperty(this.definitions.get(path)?.exports, name);
        if (definition === undefined) {
            return undefined;
        }
        const value = this.make(path, name, definition);
        this.values.set(id, value);
        return value;
    }

    /** Sets an option. Fails when the package has no option of that name. */
    setOption(path: string, name: string, value: Value): void {
        const definition = ownProperty(this.definitions.get(path)?.exports, name);
        if (definition === undefined) {
            throw new FluxError("invalid", `record is missing label ${name}`);
        }
        this.options.set(`${path}.${name}`, value);
    }

    option(path: string, name: string): Value | undefined {
        return this.options.get(`${path}.${name}`);
    }

    private make(path: string, name: string, definition: Definition): Value {
        switch (definition.kind) {
            case "function":
                return new LibraryFunction(name, path, definition, this.context);
            case "constant":
                return definition.make(this.context);
            default: {
                const { imports, expression } = parsed(definition);
                const own = new Scope(this.prelude, { base: undefined }, (member) => this.member(path, member));
                const scope = imports.length === 0 ? own : new Scope(own, { base: undefined });
                for (const { name: alias, path: imported } of imports) {
                    const value = this.package(imported);
                    if (value === undefined) {
                        throw new FluxError("invalid", `invalid import path ${imported}`);
                    }
                    scope.set(alias, value);
                }
                const value = this.interpreter.evaluate(expression, scope);
                if (value instanceof Closure) {
                    value.name = name;
                }
                return value;
            }
        }
    }
}

function ownProperty(exports: Readonly<Record<string, Definition>> | undefined, name: string): Definition | undefined {
    return exports !== undefined && Object.hasOwn(exports, name) ? exports[name] : undefined;
}
