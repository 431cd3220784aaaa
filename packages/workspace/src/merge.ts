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

/** A merged text; each conflict shows both sides and the base between markers. */
export function mergeTexts(sides: MergeSides, labels: MergeLabels): MergedText {
    const base = linesOf(baseOf(sides));
    const here = linesOf(sides.here);
    const there = linesOf(sides.there);
    const toHere = matches(base.join(""), sides.here);
    const toThere = matches(base.join(""), sides.there);
    const breakOf = /\r\n/.test(sides.here) ? "\r\n" : "\n";
    const out: string[] = [];
    let conflicts = 0;
    let [at, atHere, atThere] = [0, 0, 0];
    const between = (end: number, endHere: number, endThere: number): void => {
        const chunk = [base.slice(at, end), here.slice(atHere, endHere), there.slice(atThere, endThere)].map((lines) => lines.join(""));
        const [was = "", mine = "", theirs = ""] = chunk;
        if (mine === was || mine === theirs) out.push(theirs);
        else if (theirs === was) out.push(mine);
        else {
            conflicts++;
            const part = (mark: string, text: string): string =>
                `${mark}${breakOf}${text}${text === "" || text.endsWith("\n") ? "" : breakOf}`;
            out.push(
                part(`<<<<<<< ${labels.here}`, mine),
                part(`||||||| ${labels.base}`, was),
                part("=======", theirs),
                `>>>>>>> ${labels.there}${breakOf}`,
            );
        }
    };
    for (let line = 0; line < base.length; line++) {
        const inHere = toHere[line] ?? -1;
        const inThere = toThere[line] ?? -1;
        if (inHere < 0 || inThere < 0) continue;
        if (line > at || inHere > atHere || inThere > atThere) between(line, inHere, inThere);
        out.push(base[line] ?? "");
        [at, atHere, atThere] = [line + 1, inHere + 1, inThere + 1];
    }
    if (at < base.length || atHere < here.length || atThere < there.length) between(base.length, here.length, there.length);
    return { text: out.join(""), conflicts };
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
