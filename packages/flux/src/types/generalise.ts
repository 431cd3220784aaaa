/**
 * Let-polymorphism by levels: a variable belongs to the let in whose right side it was made; what is
 * still owned by a let when its right side is done does not reach outside and is quantified.
 */
import { REMEMBER_AFTER, Visited } from "./sharing.ts";
import { SmallMap } from "./small-map.ts";
import { GENERIC, type FunctionShape, type ParameterType, resolve, type Type, TypeVariable } from "./type.ts";

/** Calls `visit` for each unlinked variable, in the order in which the reference numbers them. */
export function visitVariables(type: Type, visit: (variable: TypeVariable) => void, visited = new Visited()): void {
    let subject = resolve(type);
    for (;;) {
        if (subject.tag !== "basic" && subject.tag !== "variable" && visited.again(subject)) {
            return;
        }
        switch (subject.tag) {
            case "variable":
                visit(subject);
                return;
            case "array":
            case "stream":
            case "vector":
                subject = resolve(subject.element);
                continue;
            case "dictionary":
                visitVariables(subject.key, visit, visited);
                subject = resolve(subject.value);
                continue;
            case "function":
                for (const parameter of subject.required) {
                    visitVariables(parameter.type, visit, visited);
                }
                for (const parameter of subject.optional) {
                    visitVariables(parameter.type, visit, visited);
                }
                if (subject.pipe !== undefined) {
                    visitVariables(subject.pipe.type, visit, visited);
                }
                subject = resolve(subject.result);
                continue;
            case "extension":
                visitVariables(subject.type, visit, visited);
                subject = resolve(subject.tail);
                continue;
            default:
                return;
        }
    }
}

/** Whether a type has quantified variables, and whether it has free ones. */
export interface Openness {
    readonly generic: boolean;
    readonly open: boolean;
}

const CLOSED: Openness = { generic: false, open: false };

/** Quantifies the variables that belong to levels deeper than `level`. */
export function generalise(type: Type, level: number): Openness {
    if (type.tag === "basic") {
        return CLOSED;
    }
    let index = 0;
    let generic = false;
    let open = false;
    visitVariables(type, (variable) => {
        if (variable.level > level && variable.level !== GENERIC) {
            variable.level = GENERIC;
            variable.index = index++;
        }
        if (variable.level === GENERIC) {
            generic = true;
        } else {
            open = true;
        }
    });
    return { generic, open };
}

/** What {@link generalise} finds in a type that is quantified already. */
export function openness(type: Type): Openness {
    return generalise(type, GENERIC);
}

/** Which variables a copy replaces. */
type Selection = "quantified" | "free" | "all";

class Copier {
    private readonly copies = new SmallMap<TypeVariable, TypeVariable>();
    /** Copies of shared parts, once the type turns out to be large. */
    private parts: Map<Type, Type> | undefined;
    private steps = 0;
    private readonly level: number;
    private readonly selection: Selection;
    constructor(level: number, selection: Selection) {
        this.level = level;
        this.selection = selection;
    }

    private keeps(variable: TypeVariable): boolean {
        return this.selection !== "all" && (variable.level === GENERIC) !== (this.selection === "quantified");
    }

    private parameters(parameters: readonly ParameterType[]): readonly ParameterType[] {
        let out: ParameterType[] | undefined;
        for (let at = 0; at < parameters.length; at++) {
            const parameter = parameters[at] as ParameterType;
            const type = this.copy(parameter.type);
            if (type !== parameter.type) {
                out ??= parameters.slice();
                out[at] = { name: parameter.name, type };
            }
        }
        return out ?? parameters;
    }

    private function(type: FunctionShape): FunctionShape {
        const required = this.parameters(type.required);
        const optional = this.parameters(type.optional);
        const pipeType = type.pipe === undefined ? undefined : this.copy(type.pipe.type);
        const result = this.copy(type.result);
        if (required === type.required && optional === type.optional && pipeType === type.pipe?.type && result === type.result) {
            return type;
        }
        const pipe = type.pipe === undefined || pipeType === undefined ? undefined : { name: type.pipe.name, type: pipeType };
        return { tag: "function", required, optional, pipe, result };
    }

    /** The copy, or the very same object where nothing in it is replaced. */
    copy(type: Type): Type {
        const subject = resolve(type);
        if (subject.tag === "basic" || ++this.steps < REMEMBER_AFTER) {
            return this.make(subject);
        }
        this.parts ??= new Map();
        let part = this.parts.get(subject);
        if (part === undefined) {
            part = this.make(subject);
            this.parts.set(subject, part);
        }
        return part;
    }

    private make(subject: Type): Type {
        switch (subject.tag) {
            case "variable": {
                if (this.keeps(subject)) {
                    return subject;
                }
                let copy = this.copies.get(subject);
                if (copy === undefined) {
                    copy = new TypeVariable(this.level, subject.kinds);
                    this.copies.set(subject, copy);
                }
                return copy;
            }
            case "array":
            case "stream":
            case "vector": {
                const element = this.copy(subject.element);
                return element === subject.element ? subject : { tag: subject.tag, element };
            }
            case "dictionary": {
                const key = this.copy(subject.key);
                const value = this.copy(subject.value);
                return key === subject.key && value === subject.value ? subject : { tag: "dictionary", key, value };
            }
            case "function":
                return this.function(subject);
            case "extension": {
                const own = this.copy(subject.type);
                const tail = this.copy(subject.tail);
                return own === subject.type && tail === subject.tail
                    ? subject
                    : { tag: "extension", label: subject.label, type: own, tail };
            }
            default:
                return subject;
        }
    }
}

/** A fresh instance of a scheme: quantified variables replaced by new ones of the given level. */
export function instantiate(type: Type, level: number): Type {
    return new Copier(level, "quantified").copy(type);
}

/** Like {@link instantiate}, but variables that are free outside are replaced as well. */
export function instantiateAll(type: Type, level: number): Type {
    return new Copier(level, "all").copy(type);
}

/** Copies types with stand-ins of level 0 for their free variables, the same ones through all its copies. */
export class OpenCopier {
    private readonly copier = new Copier(0, "free");

    copy(type: Type): Type {
        return this.copier.copy(type);
    }
}

/** One type with stand-ins for its free variables. */
export function copyOpen(type: Type): Type {
    return new OpenCopier().copy(type);
}
