/**
 * Correct scripts in every construct of the grammar, laid out in every way: names of all lengths, so that lines end near the
 * width where they break, line breaks and blank lines anywhere, comments (if asked for) between any two tokens. Types don't
 * matter. Every script follows from the generator's choices alone.
 */
import type { Random } from "./random.ts";

type Tokens = string[];

const NAMES = ["a", "r", "fn", "data", "value", "tables", "windowPeriod", "measurementName", "aVeryLongNameForSomethingSmall"];
const COLUMNS = ["_value", "_time", "host", "sensor id", "region-of-interest"];
const OPERATORS = ["+", "-", "*", "/", "%", "^", "==", "!=", "<", "<=", ">", ">=", "=~", "!~", "and", "or"];
const LITERALS = [
    "0",
    "1",
    "42",
    "1234567890",
    "1.5",
    ".5",
    "10.",
    "1h",
    "-5m",
    "1h30m",
    "001d",
    "2mo",
    "2023-01-02",
    "2023-01-02T10:00:00Z",
    "2023-01-02T10:00:00.120+02:00",
    "true",
    '""',
    '"text"',
    '"a \\"quoted\\" word"',
    '"a longer text that takes its room in the line"',
    '"http:/\\\\/x"',
    "/^a.*$/",
    "/a\\/b/",
    "[:]",
    "[]",
    "{}",
];
const TYPES = ["int", "string", "A", "[A]", "stream[A]", "{a: int}", "{A with b: float}", "{}", "vector[int]", "[string: int]", "dynamic"];
const KINDS = ["Addable", "Numeric", "Comparable", "Record", "Equatable"];

/** Words of scripts that are no names. */
export const WORDS: ReadonlySet<string> = new Set("and or not exists if then else return with where".split(" "));

/** How dense line breaks and comments are: one gap in so many. */
interface Style {
    readonly breakOneIn: number;
    readonly commentOneIn: number;
}

const NEVER = 1_000_000_000;

export class LayoutGenerator {
    private readonly random: Random;
    private comments = 0;
    private depth = 4;

    constructor(random: Random) {
        this.random = random;
    }

    /** A script without comments. */
    script(): string {
        return this.text({ breakOneIn: this.random.pick([NEVER, 30, 8, 3]), commentOneIn: NEVER });
    }

    /** A script with comments, most of them where people write them: before and behind statements, steps, properties. */
    commented(): string {
        return this.text({ breakOneIn: this.random.pick([30, 8, 3]), commentOneIn: this.random.pick([60, 25, 10]) });
    }

    private text(style: Style): string {
        const { random } = this;
        this.comments = 0;
        this.depth = random.pick([1, 2, 2, 3]);
        const parts: string[] = [];
        if (random.oneIn(8)) {
            parts.push(this.laidOut(["package", this.name()], style));
        }
        for (let count = random.below(3); count > 0; count--) {
            parts.push(
                this.laidOut(["import", ...(random.oneIn(4) ? [this.name()] : []), random.pick(['"math"', '"strings"', '"a/b"'])], style),
            );
        }
        for (let count = 1 + random.below(4); count > 0; count--) {
            parts.push(this.laidOut(this.statement(), style));
        }
        let text = "";
        for (const part of parts) {
            if (style.commentOneIn < NEVER && random.oneIn(4)) {
                text += this.comment();
            }
            text +=
                part +
                (style.commentOneIn < NEVER && random.oneIn(5) ? ` ${this.comment()}` : "\n") +
                "\n".repeat(random.pick([0, 0, 1, 2]));
        }
        return text;
    }

    private comment(): string {
        this.comments++;
        return `${this.random.pick(["//", "// "])}c${this.comments}${this.random.oneIn(12) ? " a comment that is rather long, so that it stands out from its line" : ""}\n`;
    }

    /** Joins tokens: a blank, nothing where that is safe, a line break, a comment. */
    private laidOut(tokens: readonly string[], style: Style): string {
        const { random } = this;
        const glued = random.oneIn(2);
        let text = "";
        for (const [index, token] of tokens.entries()) {
            if (index > 0) {
                const before = tokens[index - 1] as string;
                if (random.oneIn(style.commentOneIn)) {
                    text += `${random.pick([" ", "\n", ""])}${before.endsWith("/") ? " " : ""}${this.comment()}${" ".repeat(random.below(5))}`;
                } else if (random.oneIn(style.breakOneIn)) {
                    text += `\n${random.oneIn(6) ? "\n" : ""}${" ".repeat(random.below(9))}`;
                } else if (!(glued && isSafe(before, token))) {
                    text += random.oneIn(20) ? "  " : " ";
                }
            }
            text += token;
        }
        return text;
    }

    private name(): string {
        return this.random.pick(NAMES) + (this.random.oneIn(3) ? String(this.random.below(100)) : "");
    }

    private statement(): Tokens {
        const { random } = this;
        const attributes = random.oneIn(15) ? (random.oneIn(2) ? ["@edition", "(", '"2022.1"', ")"] : ["@mark"]) : [];
        switch (random.below(12)) {
            case 0:
            case 1:
            case 2:
                return [...attributes, ...this.pipeline(3 + random.below(4))];
            case 3:
                return [
                    ...attributes,
                    "option",
                    this.name(),
                    ...(random.oneIn(3) ? [".", this.name()] : []),
                    "=",
                    ...this.expression(this.depth),
                ];
            case 4:
                return [...attributes, "builtin", this.name(), ":", ...this.type()];
            case 5:
                return [
                    ...attributes,
                    "testcase",
                    this.name(),
                    ...(random.oneIn(3) ? ["extends", '"dir/file.case"'] : []),
                    ...this.block(false, 2),
                ];
            case 6:
                return [...attributes, this.name(), ...this.arguments(2)];
            default:
                return [...attributes, this.name(), "=", ...this.expression(this.depth)];
        }
    }

    private block(returns: boolean, depth: number): Tokens {
        const tokens: Tokens = ["{"];
        for (let count = this.random.below(3); count > 0; count--) {
            tokens.push(...(this.random.oneIn(4) ? this.pipeline(2) : [this.name(), "=", ...this.expression(depth - 1)]));
        }
        if (returns) {
            tokens.push("return", ...this.expression(depth - 1));
        }
        return [...tokens, "}"];
    }

    private type(): Tokens {
        const { random } = this;
        const tokens: Tokens = [];
        if (random.oneIn(2)) {
            tokens.push("(");
            for (let count = random.below(7), first = true; count > 0; count--, first = false) {
                tokens.push(...(first ? [] : [","]), random.pick(["", "", "?", "<-"]) + this.name(), ":", random.pick(TYPES));
            }
            tokens.push(")", "=>");
        }
        tokens.push(random.pick(TYPES));
        if (random.oneIn(3)) {
            tokens.push("where", "A", ":", random.pick(KINDS), ...(random.oneIn(2) ? ["+", random.pick(KINDS)] : []));
            tokens.push(...(random.oneIn(3) ? [",", "B", ":", random.pick(KINDS)] : []));
        }
        return tokens;
    }

    private pipeline(depth: number): Tokens {
        const { random } = this;
        const tokens: Tokens = random.oneIn(3) ? [this.name()] : ["from", ...this.arguments(1)];
        for (let count = 1 + random.below(4); count > 0; count--) {
            tokens.push("|>", this.name(), ...(random.oneIn(6) ? [".", this.name()] : []), ...this.arguments(depth - 1));
        }
        return tokens;
    }

    private arguments(depth: number): Tokens {
        return ["(", ...this.properties(this.random.pick([0, 1, 1, 1, 2, 2, 3, 4, 5, 6]), depth), ")"];
    }

    private properties(count: number, depth: number): Tokens {
        const { random } = this;
        if (random.oneIn(12)) {
            return this.list(count, () => [this.name()]);
        }
        return this.list(count, () => [random.oneIn(8) ? `"${random.pick(COLUMNS)}"` : this.name(), ":", ...this.expression(depth)]);
    }

    private list(count: number, item: () => Tokens): Tokens {
        const tokens: Tokens = [];
        for (let index = 0; index < count; index++) {
            tokens.push(...(index > 0 ? [","] : []), ...item());
        }
        return count > 0 && this.random.oneIn(10) ? [...tokens, ","] : tokens;
    }

    private expression(depth: number): Tokens {
        const { random } = this;
        if (depth <= 0) {
            return this.simple();
        }
        const inner = (): Tokens => this.expression(depth - 1);
        switch (random.below(16)) {
            case 0:
                return ["{", ...(random.oneIn(4) ? [this.name(), "with"] : []), ...this.properties(random.below(7), depth - 1), "}"];
            case 1:
                return ["[", ...this.list(random.below(7), inner), "]"];
            case 2:
                return ["[", ...this.list(1 + random.below(6), () => [...this.simple(), ":", ...inner()]), "]"];
            case 3:
            case 4:
                return this.lambda(depth);
            case 5:
            case 6: {
                const tokens = inner();
                for (let count = 1 + random.below(3); count > 0; count--) {
                    tokens.push(random.pick(OPERATORS), ...inner());
                }
                return tokens;
            }
            case 7:
                return [random.pick(["-", "not", "exists", "+"]), ...this.operand(depth)];
            case 8:
            case 9:
                return [this.name(), ...(random.oneIn(3) ? [".", this.name()] : []), ...this.arguments(depth - 1)];
            case 10:
                return this.pipeline(depth);
            case 11:
                return ["if", ...inner(), "then", ...inner(), "else", ...inner()];
            case 12:
                return this.interpolation(depth);
            case 13:
                return ["(", ...inner(), ")"];
            case 14:
                return [this.name(), ...(random.oneIn(2) ? ["[", ...inner(), "]"] : ["[", `"${random.pick(COLUMNS)}"`, "]"])];
            default:
                return this.simple();
        }
    }

    private operand(depth: number): Tokens {
        return this.random.oneIn(2) ? ["(", ...this.expression(depth - 1), ")"] : this.simple();
    }

    private lambda(depth: number): Tokens {
        const { random } = this;
        const parameters = this.list(random.pick([0, 1, 1, 1, 2, 3, 5]), () => [
            this.name(),
            ...(random.oneIn(4) ? ["=", ...(random.oneIn(3) ? ["<-"] : random.oneIn(3) ? this.expression(depth - 1) : this.simple())] : []),
        ]);
        const body = random.oneIn(4)
            ? this.block(true, depth)
            : random.oneIn(3)
              ? ["(", "{", ...this.properties(1 + random.below(5), depth - 1), "}", ")"]
              : this.expression(depth - 1);
        return ["(", ...parameters, ")", "=>", ...body];
    }

    /** One token: what is inside a string is no place for line breaks of ours. */
    private interpolation(depth: number): Tokens {
        const { random } = this;
        let text = '"';
        for (let count = 1 + random.below(2); count > 0; count--) {
            const expression = random.oneIn(3) ? this.expression(Math.min(depth - 1, 1)) : this.simple();
            text += `${random.pick(["", "a ", "value: ", "\\t"])}\${${expression.join(" ")}}`;
        }
        return [`${text}${random.pick(["", " b", "%"])}"`];
    }

    private simple(): Tokens {
        const { random } = this;
        switch (random.below(4)) {
            case 0:
                return [this.name()];
            case 1:
                return [random.pick(["r", "v", this.name()]), ".", random.pick(["_value", "host", this.name()])];
            default:
                return [random.pick(LITERALS)];
        }
    }
}

/** Whether two tokens may touch. */
function isSafe(before: string, after: string): boolean {
    return /^[,)\]:.]$/.test(after)
        ? !/[\d.]$/.test(before) || after !== "."
        : /^[([{.]$/.test(before) || (after === "(" && /^\w+$/.test(before) && !WORDS.has(before));
}
