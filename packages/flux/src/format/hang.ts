/** Documents of values that hang behind a start: `name =`, `key:`, `return`. */
import type { Expression } from "../syntax/ast.ts";
import { arrayBody, recordBody } from "./collections.ts";
import { breaks, choice, concat, type Doc, group, isRigid, LINE, NIL, nest, ONE_LINE } from "./doc.ts";
import { expressionDoc, functionBody, functionHead, indexParts } from "./expressions.ts";
import { bare } from "./precedence.ts";
import type { ChunkSource } from "./source.ts";
import { blockBody } from "./statements.ts";

/** What stands between a start and a value beside it, and below it. */
interface Gap {
    readonly blank: Doc;
    readonly line: Doc;
}

const APART: Gap = { blank: " ", line: LINE };
/** A default value touches its sign. */
export const TIGHT: Gap = { blank: NIL, line: NIL };

/**
 * A value behind `start`: on the same line if it fits, else on the next; a record, an array and a function
 * may begin on the same line and go on below, but not with a comment in or before the start.
 */
export function hang(s: ChunkSource, start: Doc, written: Expression, startCommented = false, { blank, line } = APART): Doc {
    const value = s.canStrip(written) ? bare(written) : written;
    const commented = startCommented || s.hasComments(value.start);
    switch (value.kind) {
        case "RecordExpression": {
            const comments = s.commentsAt(value.start);
            const braces = concat("{", recordBody(s, value), "}");
            return hanging(start, concat(blank, braces), concat(line, comments, braces), commented);
        }
        case "ArrayExpression": {
            const comments = s.commentsAt(value.start);
            const brackets = concat("[", arrayBody(s, value), "]");
            return hanging(start, concat(blank, brackets), concat(line, comments, group(brackets)), commented);
        }
        case "FunctionExpression": {
            const comments = s.commentsAt(value.start);
            const head = functionHead(s, value);
            const { body } = value;
            if (body.kind !== "Block") {
                const tail = nest(concat(LINE, functionBody(s, body)));
                return hanging(start, concat(blank, head, tail), concat(line, comments, group(concat(head, tail))), commented);
            }
            const before = s.commentsAt(body.start);
            const braces = blockBody(s, body);
            const below = nest(concat(head, LINE, before, braces));
            const last = group(concat(start, nest(concat(line, comments, below))));
            if (commented) {
                return last;
            }
            const beside = concat(group(concat(start, blank, head, ONE_LINE)), group(concat(LINE, before)), braces);
            return choice(beside, choice(group(concat(start, blank, below)), last));
        }
        case "IndexExpression": {
            // What is indexed must stand on the first line.
            const comments = s.commentsAt(value.start);
            const { object, index } = indexParts(s, value);
            const below = group(concat(start, nest(concat(line, comments, object, index))));
            return commented || breaks(object) || (isRigid(object) && isRigid(index))
                ? below
                : choice(group(concat(start, blank, object, index)), below);
        }
        case "InterpolatedString": {
            const comments = s.commentsAt(value.start);
            const doc = expressionDoc(s, value);
            const isBelow = commented || isRigid(doc);
            return hanging(start, concat(blank, doc), concat(line, comments, doc), isBelow);
        }
        default:
            return group(concat(start, nest(concat(line, expressionDoc(s, value)))));
    }
}

function hanging(start: Doc, beside: Doc, below: Doc, commented: boolean): Doc {
    const last = group(concat(start, nest(below)));
    return commented ? last : choice(group(concat(start, beside)), last);
}
