/** Calls of library functions in compiled row functions. */
import type { LibraryFunction } from "../interpreter/library.ts";
import type { Value } from "../values/value.ts";
import { boxedCall } from "./helpers.ts";
import { anyNull, attempt, constant, type Emitter, NotCompiled, type Scalar, scalarOf, type Symbolic, ZERO } from "./symbols.ts";

/** A call of a library function: folded where its arguments are constants, by a kernel, or of the function itself. */
export function libraryCall(fn: LibraryFunction, args: ReadonlyMap<string, Symbolic>, out: Emitter, threeValued: boolean): Symbolic {
    const { definition } = fn;
    if (definition.pure && [...args.values()].every((symbol) => symbol.kind === "constant")) {
        const values = new Map<string, Value>();
        for (const [name, symbol] of args) {
            values.set(name, (symbol as { readonly value: Value }).value);
        }
        return constant(attempt(() => fn.call(values)));
    }
    return kernelCall(fn, args, out, threeValued) ?? selfCall(fn, args, out);
}

/** The call of a kernel on plain values, where there is one for the arguments' types. */
function kernelCall(fn: LibraryFunction, args: ReadonlyMap<string, Symbolic>, out: Emitter, threeValued: boolean): Symbolic | undefined {
    const { definition } = fn;
    const ordered = definition.parameters.filter(({ name }) => args.has(name));
    if (ordered.length !== args.size) {
        throw new NotCompiled("an unknown argument");
    }
    const scalars = ordered.map(({ name }) => scalarOf(args.get(name) as Symbolic, out));
    if (!scalars.every((symbol): symbol is Scalar => symbol.kind === "scalar")) {
        return undefined;
    }
    const types = scalars.map(({ type }) => type);
    const [argument] = scalars;
    if (threeValued && fn.name === "float" && argument?.type === "time") {
        // Column-wise, the reference's float() takes times as well.
        return { kind: "scalar", type: "float", code: out.bind(`Number(${argument.code})`), nul: argument.nul };
    }
    const kernel = definition.kernels.find(
        ({ parameters }) => parameters.length === types.length && parameters.every((type, index) => type === types[index]),
    );
    // Kernels take the parameters in order, so those that were given must be the first ones.
    const first = definition.parameters.slice(0, ordered.length).every(({ name }, index) => ordered[index]?.name === name);
    if (kernel === undefined || !first) {
        return undefined;
    }
    const direct = `${out.keep(kernel.run)}(${scalars.map(({ code }) => code).join(", ")})`;
    const nul = anyNull(...scalars.map((scalar) => scalar.nul));
    if (nul === "false") {
        return { kind: "scalar", type: kernel.result, code: out.bind(direct), nul };
    }
    const value = out.name("t");
    const isNull = out.bind(nul, "n");
    if (definition.onNull === "null") {
        out.line(`let ${value} = ${ZERO[kernel.result]}; if (!${isNull}) { ${value} = ${direct}; }`);
        return { kind: "scalar", type: kernel.result, code: value, nul: isNull };
    }
    const boxed = out.keep(
        boxedCall(
            fn,
            ordered.map(({ name }) => name),
            types,
            kernel.result,
        ),
    );
    const cells = scalars.map((scalar) => `${scalar.nul} ? null : ${scalar.code}`).join(", ");
    const result = out.name("n");
    out.line(`let ${value} = ${ZERO[kernel.result]}; let ${result} = false;`);
    out.line(`if (${isNull}) { const b = ${boxed}(${cells}); if (b === null) { ${result} = true; } else { ${value} = b; } }`);
    out.line(`else { ${value} = ${direct}; }`);
    return { kind: "scalar", type: kernel.result, code: value, nul: result };
}

/** The call of the function itself, for which the row's values become values of the language. */
function selfCall(fn: LibraryFunction, args: ReadonlyMap<string, Symbolic>, out: Emitter): Symbolic {
    const { definition } = fn;
    const given = [...args].map(([name, symbol]) => ({ name, symbol: scalarOf(symbol, out) }));
    const { result } = definition;
    const same = typeof result === "object" ? given.find(({ name }) => name === result.sameAs)?.symbol : undefined;
    const type = typeof result === "object" ? (same?.kind === "scalar" ? same.type : undefined) : result;
    if (type === undefined || !definition.pure) {
        throw new NotCompiled(`no kernel of ${fn.name}`);
    }
    const fixed = new Map<string, Value>();
    const scalars: { readonly name: string; readonly scalar: Scalar }[] = [];
    for (const { name, symbol } of given) {
        if (symbol.kind === "scalar") {
            scalars.push({ name, scalar: symbol });
        } else if (symbol.kind === "constant") {
            fixed.set(name, symbol.value);
        } else {
            throw new NotCompiled("an argument of another kind");
        }
    }
    const names = scalars.map(({ name }) => name);
    const types = scalars.map(({ scalar }) => scalar.type);
    const boxed = out.keep(boxedCall(fn, names, types, type, fixed));
    const cells = scalars.map(({ scalar }) => (scalar.nul === "false" ? scalar.code : `${scalar.nul} ? null : ${scalar.code}`));
    const box = out.bind(`${boxed}(${cells.join(", ")})`, "b");
    const nul = out.bind(`${box} === null`, "n");
    return { kind: "scalar", type, code: out.bind(`${nul} ? ${ZERO[type]} : ${box}`), nul };
}
