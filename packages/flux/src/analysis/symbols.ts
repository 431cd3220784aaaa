/** Names and members as editors list them. */
import { exportInfo } from "../stdlib/signatures.ts";
import { prettyType } from "../types/print.ts";
import { type PackageType, resolve, type Type } from "../types/type.ts";
import type { SymbolInfo, SymbolKind } from "./api.ts";
import type { Binding } from "./infer/environment.ts";

const types = new WeakMap<SymbolInfo, Type>();

/** The type behind the printed one of a symbol that {@link scopeSymbol} or {@link exportSymbol} gave. */
export function typeOfSymbol(symbol: SymbolInfo): Type | undefined {
    return types.get(symbol);
}

export function isFunction(type: Type): boolean {
    return resolve(type).tag === "function";
}

function typeText(binding: Binding): string {
    const type = resolve(binding.type);
    return type.tag === "package" ? `package ${type.path}` : prettyType(type);
}

function kindOf(binding: Binding, callable: boolean): SymbolKind {
    if (binding.kind === "prelude") {
        return callable ? "function" : "builtin";
    }
    return binding.kind === "variable" && callable ? "function" : binding.kind;
}

/** A name in scope. A long file has thousands, of which few are looked at: the type is printed when it is read. */
class ScopeSymbol implements SymbolInfo {
    readonly name: string;
    readonly kind: SymbolKind;
    readonly callable: boolean;
    readonly package: string | undefined;
    readonly introduced: string | undefined;
    readonly deprecated: string | undefined;
    private readonly binding: Binding;
    private text: string | undefined;

    constructor(binding: Binding) {
        const info = binding.kind === "prelude" && binding.package !== undefined ? exportInfo(binding.package, binding.name) : undefined;
        this.name = binding.name;
        this.callable = isFunction(binding.type);
        this.kind = kindOf(binding, this.callable);
        this.package = binding.package;
        this.introduced = info?.introduced;
        this.deprecated = info?.deprecated;
        this.binding = binding;
        types.set(this, binding.type);
    }

    get type(): string {
        this.text ??= typeText(this.binding);
        return this.text;
    }
}

export function scopeSymbol(binding: Binding): SymbolInfo {
    return new ScopeSymbol(binding);
}

/** What {@link scopeSymbol} tells, as a plain object. */
export function bindingInfo(binding: Binding): SymbolInfo {
    const { name, kind, callable, package: path, introduced, deprecated } = new ScopeSymbol(binding);
    return { name, kind, type: typeText(binding), callable, package: path, introduced, deprecated };
}

export function exportSymbol(found: PackageType, name: string): SymbolInfo | undefined {
    const type = found.member(name);
    if (type === undefined) {
        return undefined;
    }
    const info = exportInfo(found.path, name);
    const callable = isFunction(type);
    const symbol: SymbolInfo = {
        name,
        kind: info?.defined === "option" ? "option" : callable ? "function" : "builtin",
        type: prettyType(type),
        callable,
        package: found.path,
        introduced: info?.introduced,
        deprecated: info?.deprecated,
    };
    types.set(symbol, type);
    return symbol;
}

export function memberSymbol(name: string, kind: SymbolKind, type: Type): SymbolInfo {
    const symbol: SymbolInfo = { name, kind, type: prettyType(type), callable: isFunction(type) };
    types.set(symbol, type);
    return symbol;
}
