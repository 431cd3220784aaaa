/**
 * Texts that nobody would write, for the parser and the formatter: random characters, golden scripts that
 * were cut, shuffled or mixed, and tokens in any order. Every text follows from the seed alone.
 */
import { format, parse, print } from "@flux-scripts/flux";

const TOKENS = (
    'a b r f x 1 2.5 "s" "a${ } { ( ) [ ] , : . = => |> <- + - * / ^ % == != < <= > >= =~ !~ and or not exists if then else import ' +
    "package return option builtin testcase extends where with stream vector dynamic A ? @a @a( 1h 1mo 2020-01-01 2020-13-01T00:00:00Z " +
    '! | & $ // /a/ /[/ \\ " é 007 99999999999999999999h'
).split(" ");

/** Milliseconds a text may take, per KB; and what a busy machine may take for nothing. */
const LIMIT_PER_KB = 50;
const LIMIT_BASE = 2000;

/** A small generator whose numbers follow from the seed alone. */
function generator(seed: number): (limit: number) => number {
    let state = seed >>> 0;
    return (limit) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor(((state >>> 8) / 0x1000000) * limit);
    };
}

/** One text after the other. */
export function* texts(seed: number, scripts: readonly string[]): Generator<string, never> {
    const below = generator(seed);
    const token = (): string => TOKENS[below(TOKENS.length)] as string;
    const script = (): string => scripts[below(scripts.length)] ?? "";
    for (;;) {
        const base = script();
        const at = below(base.length + 1);
        switch (below(8)) {
            case 0:
                yield base.slice(0, at);
                break;
            case 1:
                yield base.slice(0, at) + base.slice(at + 1 + below(8));
                break;
            case 2:
                yield base.slice(0, at) + token() + base.slice(at);
                break;
            case 3: {
                const lines = base.split("\n");
                const other = script().split("\n");
                lines.splice(below(lines.length + 1), below(2), other[below(other.length)] as string);
                yield lines.join("\n");
                break;
            }
            case 4:
                yield base.slice(0, at) + script().slice(below(200));
                break;
            case 5:
                yield Array.from({ length: 1 + below(30) }, token).join(below(2) === 0 ? " " : "");
                break;
            case 6:
                yield String.fromCharCode(...Array.from({ length: below(60) }, () => (below(4) === 0 ? below(0x10000) : below(128))));
                break;
            default:
                yield token().repeat(1 + below(400)) + token();
        }
    }
}

/** What is wrong with how a text is handled; undefined when nothing is. */
export function faultOf(text: string): string | undefined {
    const start = performance.now();
    const file = parse(text);
    if (print(file) !== text) {
        return "the tree doesn't give the text back";
    }
    const result = format(text);
    const took = performance.now() - start;
    if (took > LIMIT_BASE + (LIMIT_PER_KB * text.length) / 1000) {
        return `it takes ${Math.round(took)} ms`;
    }
    if ("error" in result) {
        return undefined;
    }
    const again = format(result.text);
    if ("error" in again) {
        return `formatted it doesn't parse: ${again.error.message}`;
    }
    return again.text === result.text ? undefined : "formatted again it differs";
}
