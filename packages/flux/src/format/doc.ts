/**
 * Documents with alternatives for line breaks, and their layout in a given width, after Wadler's "A prettier
 * printer". A group is laid out on one line if that fits up to the next possible break, else its own lines
 * break. A choice takes the first layout if all its lines fit, else the second.
 */

export type Doc = string | Concat | Nest | Group | Flat | Choice | typeof HARDLINE | typeof RAWLINE | typeof FAIL;

interface Concat {
    readonly kind: "concat";
    readonly docs: readonly Doc[];
}
interface Nest {
    readonly kind: "nest";
    readonly doc: Doc;
}
interface Group {
    readonly kind: "group";
    readonly doc: Doc;
}
/** One document where lines break, another where they don't. */
interface Flat {
    readonly kind: "flat";
    readonly broken: Doc;
    readonly flat: Doc;
}
interface Choice {
    readonly kind: "choice";
    readonly first: Doc;
    readonly second: Doc;
}

/** A line break in any case; no group that holds one is laid out on one line. */
export const HARDLINE = { kind: "hardline" } as const;
/** A line break inside of a text: as {@link HARDLINE}, but what follows begins in the first column. */
export const RAWLINE = { kind: "rawline" } as const;
/** Makes the layout that holds it fail. */
export const FAIL = { kind: "fail" } as const;

export const NIL = "";

export function concat(...docs: Doc[]): Doc {
    return { kind: "concat", docs };
}

export function concatAll(docs: readonly Doc[]): Doc {
    return docs.length === 1 ? (docs[0] as Doc) : { kind: "concat", docs };
}

/** Lines inside are indented by four more blanks. */
export function nest(doc: Doc): Doc {
    return { kind: "nest", doc };
}

export function group(doc: Doc): Doc {
    return { kind: "group", doc };
}

export function choice(first: Doc, second: Doc): Doc {
    return { kind: "choice", first, second };
}

/** `broken` in a group whose lines break, nothing otherwise. */
export function whenBroken(broken: Doc): Doc {
    return { kind: "flat", broken, flat: NIL };
}

/** A blank, or a break where the group's lines break. */
export const LINE: Doc = { kind: "flat", broken: HARDLINE, flat: " " };
/** Nothing, or a break. */
export const SOFTLINE: Doc = { kind: "flat", broken: HARDLINE, flat: NIL };
/** Fails in a group whose lines break. */
export const ONE_LINE: Doc = { kind: "flat", broken: FAIL, flat: NIL };

/** The first text of a document; empty when it has none. */
export function firstText(doc: Doc): string {
    if (typeof doc === "string") {
        return doc;
    }
    switch (doc.kind) {
        case "concat":
            for (const part of doc.docs) {
                const text = firstText(part);
                if (text !== "") {
                    return text;
                }
            }
            return "";
        case "nest":
        case "group":
            return firstText(doc.doc);
        case "flat":
            return firstText(doc.flat);
        case "choice":
            return firstText(doc.second);
        default:
            return "";
    }
}

/** Whether a document breaks in any case. */
export function breaks(doc: Doc): boolean {
    if (typeof doc === "string") {
        return false;
    }
    switch (doc.kind) {
        case "concat":
            return doc.docs.some(breaks);
        case "nest":
        case "group":
            return breaks(doc.doc);
        case "flat":
            return breaks(doc.flat);
        case "choice":
            return breaks(doc.second);
        default:
            return doc.kind !== "fail";
    }
}

const WIDTH = 100;
const INDENT = 4;

/** Lays a document out; lines end with LF and have no blanks at their end other than those of texts. */
export function layout(doc: Doc): string {
    const printer = new Printer();
    printer.push(doc, 0, true);
    printer.run(0, false);
    return printer.text();
}

class Printer {
    private readonly docs: Doc[] = [];
    private readonly indents: number[] = [];
    private readonly broken: boolean[] = [];
    private readonly out: string[] = [];
    private position = 0;
    /** Blanks that are due before the next text. */
    private due = 0;
    /** Where a layout has been tried in vain. */
    private readonly failed = new Map<Doc, Set<string>>();
    private readonly ahead: Doc[] = [];
    private readonly aheadBroken: boolean[] = [];

    text(): string {
        return this.out.join("");
    }

    push(doc: Doc, indent: number, broken: boolean): void {
        this.docs.push(doc);
        this.indents.push(indent);
        this.broken.push(broken);
    }

    /** Lays out until only `floor` documents wait; on trial it stops with false where a line is too long. */
    run(floor: number, trial: boolean): boolean {
        while (this.docs.length > floor) {
            const doc = this.docs.pop() as Doc;
            const indent = this.indents.pop() as number;
            const broken = this.broken.pop() as boolean;
            if (typeof doc === "string") {
                if (doc !== "") {
                    this.write(doc);
                    if (trial && this.position > WIDTH) {
                        return false;
                    }
                }
                continue;
            }
            switch (doc.kind) {
                case "concat":
                    for (let i = doc.docs.length - 1; i >= 0; i--) {
                        this.push(doc.docs[i] as Doc, indent, broken);
                    }
                    break;
                case "nest":
                    this.push(doc.doc, indent + INDENT, broken);
                    break;
                case "group":
                    this.push(doc.doc, indent, broken && !this.fits(doc.doc));
                    break;
                case "flat":
                    this.push(broken ? doc.broken : doc.flat, indent, broken);
                    break;
                case "hardline":
                    this.out.push("\n");
                    this.position = indent;
                    this.due = indent;
                    break;
                case "rawline":
                    this.write("\n");
                    this.position = 0;
                    break;
                case "choice":
                    if (this.attempt(doc.first, indent, broken)) {
                        break;
                    }
                    if (!trial) {
                        this.push(doc.second, indent, broken);
                    } else if (!this.attempt(doc.second, indent, broken)) {
                        return false;
                    }
                    break;
                case "fail":
                    if (trial) {
                        return false;
                    }
            }
        }
        return true;
    }

    private write(text: string): void {
        if (this.due > 0) {
            this.out.push(" ".repeat(this.due));
            this.due = 0;
        }
        this.out.push(text);
        this.position += widthOf(text);
    }

    /** Lays `doc` out if it fits, or leaves everything as it was. */
    private attempt(doc: Doc, indent: number, broken: boolean): boolean {
        // Choices within choices would be tried again and again at the same place.
        const key = `${indent}:${this.position}:${broken}`;
        if (this.failed.get(doc)?.has(key)) {
            return false;
        }
        const floor = this.docs.length;
        const length = this.out.length;
        const { position, due } = this;
        this.push(doc, indent, broken);
        if (this.run(floor, true)) {
            return true;
        }
        this.docs.length = this.indents.length = this.broken.length = floor;
        this.out.length = length;
        this.position = position;
        this.due = due;
        const places = this.failed.get(doc) ?? new Set();
        this.failed.set(doc, places.add(key));
        return false;
    }

    /** Whether `doc` on one line, with what follows up to the next possible break, stays in the width. */
    private fits(doc: Doc): boolean {
        const { ahead, aheadBroken } = this;
        ahead.length = aheadBroken.length = 0;
        ahead.push(doc);
        aheadBroken.push(false);
        let rest = this.docs.length;
        let room = WIDTH - this.position;
        while (room >= 0) {
            let next = ahead.pop();
            let broken = aheadBroken.pop() as boolean;
            if (next === undefined) {
                if (rest === 0) {
                    return true;
                }
                rest--;
                next = this.docs[rest] as Doc;
                broken = this.broken[rest] as boolean;
            }
            if (typeof next === "string") {
                room -= widthOf(next);
                continue;
            }
            switch (next.kind) {
                case "concat":
                    for (let i = next.docs.length - 1; i >= 0; i--) {
                        ahead.push(next.docs[i] as Doc);
                        aheadBroken.push(broken);
                    }
                    break;
                case "nest":
                case "group":
                    ahead.push(next.doc);
                    aheadBroken.push(broken);
                    break;
                case "flat":
                    ahead.push(broken ? next.broken : next.flat);
                    aheadBroken.push(broken);
                    break;
                case "choice":
                    ahead.push(next.first);
                    aheadBroken.push(broken);
                    break;
                case "hardline":
                case "rawline":
                    return broken;
                case "fail":
                    return false;
            }
        }
        return false;
    }
}

/** Made when the first text beyond ASCII comes: it loads the tables of ICU, which costs 15 ms and 5 MB. */
let graphemes: Intl.Segmenter | undefined;

/** Width in grapheme clusters. */
function widthOf(text: string): number {
    // Far wider than any line, however its letters are put together; to count them would take seconds.
    if (text.length > 10_000) {
        return text.length;
    }
    for (let i = 0; i < text.length; i++) {
        const ch = text.charCodeAt(i);
        if (ch > 0x7e || ch < 0x20) {
            return graphemesOf(text);
        }
    }
    return text.length;
}

function graphemesOf(text: string): number {
    graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
    let width = 0;
    for (const _ of graphemes.segment(text)) {
        width++;
    }
    return width;
}
