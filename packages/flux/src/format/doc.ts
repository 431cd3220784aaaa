/**
 * Documents with alternatives for line breaks, and their layout in a given width, after Wadler's "A prettier
 * printer". A group is laid out on one line if that fits up to the next possible break, else its own lines
 * break. A choice takes the first layout if all its lines fit, else the second.
 */

import { widthOf } from "./width.ts";

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

/** A comma in a group whose lines break, nothing otherwise. */
export const COMMA_WHEN_BROKEN: Doc = { kind: "flat", broken: ",", flat: NIL };

/** A blank, or a break where the group's lines break. */
export const LINE: Doc = { kind: "flat", broken: HARDLINE, flat: " " };
/** Nothing, or a break. */
export const SOFTLINE: Doc = { kind: "flat", broken: HARDLINE, flat: NIL };
/** A blank unless the group's lines break. */
export const BLANK_WHEN_FLAT: Doc = { kind: "flat", broken: NIL, flat: " " };
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

/** Whether a document has no place at which it may break. */
export function isRigid(doc: Doc): boolean {
    if (typeof doc === "string") {
        return true;
    }
    switch (doc.kind) {
        case "concat":
            return doc.docs.every(isRigid);
        case "nest":
        case "group":
            return isRigid(doc.doc);
        default:
            return false;
    }
}

const WIDTH = 100;
const INDENT = 4;
/** More than the blanks of any indentation, as nesting is limited. */
const MAX_INDENT = 0x10000;

/** Lays a document out; lines end with LF and have no blanks at their end other than those of texts. */
export function layout(doc: Doc): string {
    // One for all: its stacks have grown as far as they need.
    printer.reset();
    printer.push(doc, 0, true);
    printer.run(0, false);
    return printer.text();
}

/** Blanks of each indentation met so far. */
const BLANKS: string[] = [];

function blanks(count: number): string {
    return (BLANKS[count] ??= " ".repeat(count));
}

/** Its stacks are arrays that only grow, with counts of their own: an array that shrinks gives its room back and asks for it anew. */
class Printer {
    private readonly docs: Doc[] = [];
    private readonly indents: number[] = [];
    private readonly broken: boolean[] = [];
    /** How many documents wait. */
    private count = 0;
    private readonly out: string[] = [];
    private written = 0;
    private position = 0;
    /** Blanks that are due before the next text. */
    private due = 0;
    /** Where a layout has been tried in vain. */
    private readonly failed = new Map<Doc, Set<number>>();
    private readonly ahead: Doc[] = [];
    private readonly aheadBroken: boolean[] = [];

    reset(): void {
        this.count = this.written = this.position = this.due = 0;
        this.failed.clear();
    }

    text(): string {
        return this.out.slice(0, this.written).join("");
    }

    push(doc: Doc, indent: number, broken: boolean): void {
        const at = this.count++;
        this.docs[at] = doc;
        this.indents[at] = indent;
        this.broken[at] = broken;
    }

    /** Lays out until only `floor` documents wait; on trial it stops with false where a line is too long. */
    run(floor: number, trial: boolean): boolean {
        while (this.count > floor) {
            const at = --this.count;
            const doc = this.docs[at] as Doc;
            const indent = this.indents[at] as number;
            const broken = this.broken[at] as boolean;
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
                    this.out[this.written++] = "\n";
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
            this.out[this.written++] = blanks(this.due);
            this.due = 0;
        }
        this.out[this.written++] = text;
        this.position += widthOf(text);
    }

    /** Lays `doc` out if it fits, or leaves everything as it was. */
    private attempt(doc: Doc, indent: number, broken: boolean): boolean {
        // Choices within choices would be tried again and again at the same place.
        const key = (this.position * MAX_INDENT + indent) * 2 + (broken ? 1 : 0);
        if (this.failed.get(doc)?.has(key)) {
            return false;
        }
        const floor = this.count;
        const { written, position, due } = this;
        this.push(doc, indent, broken);
        if (this.run(floor, true)) {
            return true;
        }
        this.count = floor;
        this.written = written;
        this.position = position;
        this.due = due;
        const places = this.failed.get(doc) ?? new Set();
        this.failed.set(doc, places.add(key));
        return false;
    }

    /** Whether `doc` on one line, with what follows up to the next possible break, stays in the width. */
    private fits(doc: Doc): boolean {
        const { ahead, aheadBroken } = this;
        ahead[0] = doc;
        aheadBroken[0] = false;
        let top = 1;
        let rest = this.count;
        let room = WIDTH - this.position;
        while (room >= 0) {
            let next: Doc;
            let broken: boolean;
            if (top > 0) {
                top--;
                next = ahead[top] as Doc;
                broken = aheadBroken[top] as boolean;
            } else if (rest > 0) {
                rest--;
                next = this.docs[rest] as Doc;
                broken = this.broken[rest] as boolean;
            } else {
                return true;
            }
            if (typeof next === "string") {
                room -= widthOf(next);
                continue;
            }
            switch (next.kind) {
                case "concat":
                    for (let i = next.docs.length - 1; i >= 0; i--) {
                        ahead[top] = next.docs[i] as Doc;
                        aheadBroken[top++] = broken;
                    }
                    break;
                case "nest":
                case "group":
                    ahead[top] = next.doc;
                    aheadBroken[top++] = broken;
                    break;
                case "flat":
                    ahead[top] = broken ? next.broken : next.flat;
                    aheadBroken[top++] = broken;
                    break;
                case "choice":
                    ahead[top] = next.first;
                    aheadBroken[top++] = broken;
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

const printer = new Printer();
