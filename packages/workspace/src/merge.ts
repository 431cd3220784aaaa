/** Three-way merge of texts by lines, with the markers that every editor knows where both sides changed the same lines. */
import { lineEdits, linesOf } from "./lines.ts";

export interface MergeSides {
    /** What both sides come from; where it is not known, what they have in common stands for it. */
    readonly base: string | undefined;
    readonly here: string;
    readonly there: string;
}

export interface MergeLabels {
    readonly here: string;
    readonly base: string;
    readonly there: string;
}

export interface MergedText {
    readonly text: string;
    /** Places that a person must decide. */
    readonly conflicts: number;
}

/** Lines that at least one side changed: what they were, and what each side made of them. `start`, `end`: lines of the base. */
interface Chunk {
    readonly start: number;
    readonly end: number;
    readonly was: string;
    readonly here: string;
    readonly there: string;
}

/** A merged text; each conflict shows both sides and the base between markers. */
export function mergeTexts(sides: MergeSides, labels: MergeLabels): MergedText {
    const lineBreak = /\r\n/.test(sides.here) ? "\r\n" : "\n";
    const part = (mark: string, text: string): string => `${mark}${lineBreak}${text}${text === "" || text.endsWith("\n") ? "" : lineBreak}`;
    const base = linesOf(baseOf(sides));
    let conflicts = 0;
    let at = 0;
    let text = "";
    for (const chunk of chunksOf(sides)) {
        const { start, end, was, here, there } = chunk;
        text += base.slice(at, start).join("");
        at = end;
        if (!isConflict(chunk)) text += here === was ? there : here;
        else {
            conflicts++;
            text += part(`<<<<<<< ${labels.here}`, here) + part(`||||||| ${labels.base}`, was) + part("=======", there);
            text += `>>>>>>> ${labels.there}${lineBreak}`;
        }
    }
    return { text: text + base.slice(at).join(""), conflicts };
}

/** Conflicts of the sides whose lines are in `text` as they were before both changes: nobody has decided them. */
export function undecidedConflicts(sides: MergeSides, text: string): number {
    const base = baseOf(sides);
    const places = matches(base, text);
    const count = places.length;
    const placeOf = (line: number): number => (line < 0 ? -1 : line >= count ? linesOf(text).length : (places[line] ?? -1));
    return chunksOf(sides).filter((chunk) => {
        if (!isConflict(chunk)) return false;
        // Every line of it, and nothing between it and its neighbours.
        for (let line = chunk.start; line <= chunk.end; line++) if (placeOf(line) !== placeOf(line - 1) + 1) return false;
        return true;
    }).length;
}

function isConflict({ was, here, there }: Chunk): boolean {
    return here !== was && there !== was && here !== there;
}

function chunksOf(sides: MergeSides): Chunk[] {
    const base = linesOf(baseOf(sides));
    const here = linesOf(sides.here);
    const there = linesOf(sides.there);
    const toHere = matches(base.join(""), sides.here);
    const toThere = matches(base.join(""), sides.there);
    const chunks: Chunk[] = [];
    let [at, atHere, atThere] = [0, 0, 0];
    const between = (end: number, endHere: number, endThere: number): void => {
        if (end === at && endHere === atHere && endThere === atThere) return;
        chunks.push({
            start: at,
            end,
            was: base.slice(at, end).join(""),
            here: here.slice(atHere, endHere).join(""),
            there: there.slice(atThere, endThere).join(""),
        });
    };
    for (let line = 0; line < base.length; line++) {
        const inHere = toHere[line] ?? -1;
        const inThere = toThere[line] ?? -1;
        if (inHere < 0 || inThere < 0) continue;
        between(line, inHere, inThere);
        [at, atHere, atThere] = [line + 1, inHere + 1, inThere + 1];
    }
    between(base.length, here.length, there.length);
    return chunks;
}

/** The base of a merge: as given, else the lines that both sides have. */
export function baseOf({ base, here, there }: MergeSides): string {
    if (base !== undefined) return base;
    return lineEdits(here, there)
        .filter(({ kind }) => kind === " ")
        .map(({ line }) => line)
        .join("");
}

/** True while a text still has a whole conflict between its markers. */
export function hasConflictMarkers(text: string): boolean {
    const marks = [/^<{7} /, /^={7}\r?\n?$/, /^>{7} /];
    let seen = 0;
    for (const line of linesOf(text)) {
        if (marks[seen]?.test(line) === true) seen++;
        if (seen === marks.length) return true;
    }
    return false;
}

/** For each line of `from` its place in `to`, -1 where it is gone. */
function matches(from: string, to: string): number[] {
    const places: number[] = [];
    let at = 0;
    for (const { kind } of lineEdits(from, to)) {
        if (kind === "+") at++;
        else places.push(kind === " " ? at++ : -1);
    }
    return places;
}
