/**
 * How large the reference's engine makes a pattern: it refuses those that would take more than its limit. The figures of single
 * items were measured from outside, by the count at which each is refused; of sets that were not, the size is taken as small, so
 * that no good pattern is refused.
 */

/** Bytes that a compiled pattern may take. */
const LIMIT = 10 * 1024 * 1024;

const LITERAL = 16;
const RANGE = 8;
const SPLIT = 16;
const CAPTURE = 32;
/** All characters but a few: the automaton of UTF-8. */
const NEARLY_ALL = 592;

/** Bytes of sets of characters in Unicode mode. */
const SETS: readonly (readonly [RegExp, number])[] = [
    [/\\w/, 57_614],
    [/\\W/, 53_227],
    [/\\p(?:L|\{L\})/, 48_100],
    [/\\[dD]/, 3289],
    [/\\[sSpP]/, 512],
    [/^(?:\[\^|\.$)/, NEARLY_ALL],
];

/** Bytes of one item, by its source: a character, an escape, a class. */
export function itemSize(source: string, isUnicode: boolean): number {
    const found = isUnicode ? SETS.find(([set]) => set.test(source)) : undefined;
    if (found !== undefined) {
        return found[1];
    }
    if (source.startsWith("[")) {
        return LITERAL + RANGE;
    }
    return LITERAL * (source.startsWith("\\") ? 1 : new TextEncoder().encode(source).length);
}

interface Level {
    total: number;
    /** Of the last item, which a repetition multiplies. */
    last: number;
}

/** Adds up a pattern while it is read. */
export class PatternSize {
    private readonly levels: Level[] = [{ total: 0, last: 0 }];

    get isTooBig(): boolean {
        return this.top.total > LIMIT;
    }

    item(size: number): void {
        this.top.total += size;
        this.top.last = size;
    }

    /** Another branch. */
    branch(): void {
        this.top.total += SPLIT;
        this.top.last = 0;
    }

    repeat(times: number): void {
        const level = this.top;
        const size = level.last * times + SPLIT;
        level.total += size - level.last;
        level.last = size;
    }

    open(): void {
        this.levels.push({ total: 0, last: 0 });
    }

    close(isCapturing: boolean): void {
        const { total } = this.levels.pop() as Level;
        this.item(total + (isCapturing ? CAPTURE : 0));
    }

    private get top(): Level {
        return this.levels.at(-1) as Level;
    }
}
