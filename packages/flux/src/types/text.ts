/**
 * Types from text: `(<-tables: stream[A], n: int) => stream[A] where A: Record`. Used for the
 * signatures of the standard library and of packages given from outside; `builtin` statements go
 * through the parser and fromSyntax.ts.
 */
import { isKind } from "./kinds.ts";
import {
    BASIC_TYPES,
    compareNames,
    DYNAMIC,
    EMPTY_ROW,
    extend,
    GENERIC,
    type Kind,
    type ParameterType,
    type Type,
    TypeVariable,
} from "./type.ts";

const TOKEN = /\s*(?:(<-|=>|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|"(?:[^"\\]|\\.)*")|(.))/y;

class Reader {
    private readonly text: string;
    private at = 0;
    private token = "";
    private readonly variables = new Map<string, TypeVariable>();
    /** Set when the text is no type; the result is then unusable. */
    failed = false;

    constructor(text: string) {
        this.text = text;
        this.next();
    }

    scheme(): Type {
        const type = this.type();
        if (this.take("where")) {
            do {
                const variable = this.variable(this.name());
                this.expect(":");
                do {
                    const kind = this.name();
                    if (isKind(kind)) {
                        variable.kinds = [...variable.kinds, kind as Kind];
                    } else {
                        this.failed = true;
                    }
                } while (this.take("+"));
            } while (this.take(","));
        }
        if (this.token !== "") {
            this.failed = true;
        }
        return type;
    }

    private next(): void {
        TOKEN.lastIndex = this.at;
        const match = TOKEN.exec(this.text);
        this.token = match?.[1] ?? match?.[2] ?? "";
        this.at = match === null ? this.text.length : TOKEN.lastIndex;
    }

    private take(token: string): boolean {
        if (this.token !== token) {
            return false;
        }
        this.next();
        return true;
    }

    private expect(token: string): void {
        if (!this.take(token)) {
            this.failed = true;
        }
    }

    private name(): string {
        const name = this.token;
        if (!/^["A-Za-z_0-9]/.test(name)) {
            this.failed = true;
        }
        this.next();
        return name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, "$1") : name;
    }

    private variable(name: string): TypeVariable {
        let variable = this.variables.get(name);
        if (variable === undefined) {
            variable = new TypeVariable(GENERIC);
            variable.index = this.variables.size;
            this.variables.set(name, variable);
        }
        return variable;
    }

    private type(): Type {
        if (this.failed) {
            return DYNAMIC;
        }
        if (this.take("[")) {
            const element = this.type();
            if (this.take(":")) {
                const value = this.type();
                this.expect("]");
                return { tag: "dictionary", key: element, value };
            }
            this.expect("]");
            return { tag: "array", element };
        }
        if (this.take("{")) {
            return this.record();
        }
        if (this.take("(")) {
            return this.function();
        }
        return this.named();
    }

    private named(): Type {
        if (this.take(".")) {
            return { tag: "label", value: this.name() };
        }
        const name = this.name();
        if ((name === "stream" || name === "v") && this.take("[")) {
            const element = this.type();
            this.expect("]");
            return { tag: name === "v" ? "vector" : "stream", element };
        }
        if (name === "dynamic") {
            return DYNAMIC;
        }
        return BASIC_TYPES.get(name) ?? this.variable(name);
    }

    private record(): Type {
        const properties: [string, Type][] = [];
        let tail: Type = EMPTY_ROW;
        if (this.take("}")) {
            return tail;
        }
        do {
            if (this.token === "}") {
                break;
            }
            const name = this.name();
            if (this.take("with")) {
                tail = this.variable(name);
                properties.push(this.property(this.name()));
            } else {
                properties.push(this.property(name));
            }
        } while (this.take(","));
        this.expect("}");
        return properties.reduceRight<Type>((row, [label, type]) => extend(label, type, row), tail);
    }

    private property(name: string): [string, Type] {
        this.expect(":");
        return [name, this.type()];
    }

    private function(): Type {
        const required: ParameterType[] = [];
        const optional: ParameterType[] = [];
        let pipe: ParameterType | undefined;
        while (!this.failed && !this.take(")")) {
            if (this.take("<-")) {
                const name = this.token === ":" ? "" : this.name();
                this.expect(":");
                pipe = { name, type: this.type() };
            } else {
                const list = this.take("?") ? optional : required;
                const name = this.name();
                this.expect(":");
                list.push({ name, type: this.type() });
            }
            if (this.token !== ")") {
                this.expect(",");
            }
        }
        this.expect("=>");
        const byName = (a: ParameterType, b: ParameterType): number => compareNames(a.name, b.name);
        return { tag: "function", required: required.sort(byName), optional: optional.sort(byName), pipe, result: this.type() };
    }
}

/** The scheme that a text denotes (every variable quantified), or undefined when it is no type. */
export function typeFromText(text: string): Type | undefined {
    const reader = new Reader(text);
    const type = reader.scheme();
    return reader.failed ? undefined : type;
}
