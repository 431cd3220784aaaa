import type { FunctionExpression } from "@flux-scripts/flux";
import { type Arguments, type FunctionParameter, FunctionValue, type Value } from "../values/value.ts";
import type { Scope } from "./scope.ts";

/** A function of a script: its text's tree and the names around it. */
export class Closure extends FunctionValue {
    name = "";
    readonly parameters: readonly FunctionParameter[];

    constructor(
        readonly expression: FunctionExpression,
        readonly scope: Scope,
        private readonly run: (closure: Closure, args: Arguments) => Value,
        private readonly typeAt: (offset: number) => string | undefined,
    ) {
        super();
        this.parameters = expression.params.map(({ name, value }) => ({
            name: name.name,
            pipe: value?.kind === "PipeLiteral",
            optional: value !== undefined && value.kind !== "PipeLiteral",
        }));
    }

    call(args: Arguments): Value {
        return this.run(this, args);
    }

    override typeText(): string | undefined {
        return this.typeOf(this.expression.start);
    }

    /** The type that the analysis finds at an offset of the function's statement; undefined outside of the script. */
    typeOf(offset: number): string | undefined {
        const { base } = this.scope.frame;
        return base === undefined ? undefined : this.typeAt(base + offset);
    }
}
