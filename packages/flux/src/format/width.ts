/** The width of text in grapheme clusters: what a reader takes for one letter counts one. */

/**
 * Ranges of characters that are a cluster each, whichever of them stand side by side: Latin, Greek, Cyrillic,
 * punctuation, currencies, arrows, mathematics, kana and Han.
 */
const ALONE: readonly (readonly [number, number])[] = [
    [0x20, 0x7e],
    [0xa1, 0xac],
    [0xae, 0x2ff],
    [0x370, 0x377],
    [0x37a, 0x37f],
    [0x384, 0x482],
    [0x48a, 0x52f],
    [0x2010, 0x2027],
    [0x2030, 0x205e],
    [0x20a0, 0x20c0],
    [0x2190, 0x23ff],
    [0x3041, 0x3096],
    [0x30a1, 0x30fa],
    [0x4e00, 0x9fff],
];

const IS_ALONE = new Uint8Array(0x10000);
for (const [first, last] of ALONE) {
    IS_ALONE.fill(1, first, last + 1);
}

/** Far wider than any line, however its letters are put together; to count them would take seconds. */
const HUGE = 10_000;

/** Grapheme clusters of a text; the length in UTF-16 units of a huge one. */
export function widthOf(text: string): number {
    const { length } = text;
    if (length > HUGE) {
        return length;
    }
    for (let i = 0; i < length; i++) {
        if (IS_ALONE[text.charCodeAt(i)] === 0) {
            return graphemesOf(text);
        }
    }
    return length;
}

/** Made when the first text needs it: it loads the tables of ICU, which costs 15 ms and 5 MB. */
let graphemes: Intl.Segmenter | undefined;

function graphemesOf(text: string): number {
    graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
    let width = 0;
    for (const _ of graphemes.segment(text)) {
        width++;
    }
    return width;
}
