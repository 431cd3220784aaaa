/** The two branches of a conditional as one symbol of a compiled row function. */
import { type Emitter, NOTHING, NotCompiled, scalarOf, type Settled, type Symbolic, ZERO } from "./symbols.ts";

/** The symbol, the lines that declare its variables before the branches, and those that set them at the end of each. */
export interface Joined {
    readonly symbol: Symbolic;
    readonly declare: readonly string[];
    readonly first: readonly string[];
    readonly second: readonly string[];
}

/** One symbol for the two of a conditional. */
export function joinedBranches(one: Symbolic, two: Symbolic, out: Emitter, settled: Settled): Joined {
    if (one.kind === "nothing" && two.kind === "nothing") {
        return { symbol: NOTHING, declare: [], first: [], second: [] };
    }
    const x = one.kind === "nothing" && two.kind === "scalar" ? settled.use(one, two.type) : one;
    const y = two.kind === "nothing" && one.kind === "scalar" ? settled.use(two, one.type) : two;
    if (x.kind === "constant" && y.kind === "constant" && x.value === y.value) {
        return { symbol: x, declare: [], first: [], second: [] };
    }
    if (x.kind === "record" && y.kind === "record") {
        return joinedRecords(x.properties, y.properties, out, settled);
    }
    if (x.kind !== "scalar" || y.kind !== "scalar" || x.type !== y.type) {
        throw new NotCompiled("branches of other types");
    }
    const value = out.name("t");
    if (x.nul === "false" && y.nul === "false") {
        return {
            symbol: { kind: "scalar", type: x.type, code: value, nul: "false" },
            declare: [`let ${value} = ${ZERO[x.type]};`],
            first: [`${value} = ${x.code};`],
            second: [`${value} = ${y.code};`],
        };
    }
    const nul = out.name("n");
    return {
        symbol: { kind: "scalar", type: x.type, code: value, nul },
        declare: [`let ${value} = ${ZERO[x.type]}; let ${nul} = false;`],
        first: [`${value} = ${x.code}; ${nul} = ${x.nul};`],
        second: [`${value} = ${y.code}; ${nul} = ${y.nul};`],
    };
}

function joinedRecords(one: ReadonlyMap<string, Symbolic>, two: ReadonlyMap<string, Symbolic>, out: Emitter, settled: Settled): Joined {
    const properties = new Map<string, Symbolic>();
    const declare: string[] = [];
    const first: string[] = [];
    const second: string[] = [];
    for (const name of new Set([...one.keys(), ...two.keys()])) {
        const joined = joinedBranches(scalarOf(one.get(name) ?? NOTHING, out), scalarOf(two.get(name) ?? NOTHING, out), out, settled);
        properties.set(name, joined.symbol);
        declare.push(...joined.declare);
        first.push(...joined.first);
        second.push(...joined.second);
    }
    return { symbol: { kind: "record", properties }, declare, first, second };
}
