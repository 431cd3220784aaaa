/** Documents of what stands between brackets and braces: arrays, dictionaries and records. */
import type { ArrayExpression, DictExpression, Property, RecordExpression } from "../syntax/ast.ts";
import { BLANK_WHEN_FLAT, COMMA_WHEN_BROKEN, concat, concatAll, type Doc, group, HARDLINE, LINE, NIL, nest, SOFTLINE } from "./doc.ts";
import { expressionDoc } from "./expressions.ts";
import { hang } from "./hang.ts";
import { literal } from "./literals.ts";
import type { ChunkSource } from "./source.ts";

/** More elements than this go one to a line. */
const MAX_IN_LINE = 4;

/** What stands between brackets that hold nothing: a line that does not fit breaks there, too. */
const EMPTY: Doc = concat(nest(SOFTLINE), SOFTLINE);

/** Lines that break by count or by width. */
export function lineFor(count: number, line: Doc): Doc {
    return count > MAX_IN_LINE ? HARDLINE : line;
}

/** What stands between an array's brackets. */
export function arrayBody(s: ChunkSource, array: ArrayExpression): Doc {
    const { elements } = array;
    const close = array.end - 1;
    const last = elements.at(-1);
    if (last === undefined) {
        return s.hasComments(close) ? concat(nest(HARDLINE), s.commentsAt(close)) : EMPTY;
    }
    const docs: Doc[] = [];
    elements.forEach((element, i) => {
        docs.push(expressionDoc(s, element));
        if (i < elements.length - 1) {
            docs.push(s.commentsAt(s.startAfter(element.end)), ",", lineFor(elements.length, LINE));
        }
    });
    const comma = s.startAfter(last.end);
    const afterComma = comma === close ? NIL : s.commentsAt(comma);
    return concat(
        nest(concat(lineFor(elements.length, SOFTLINE), concatAll(docs), afterComma, COMMA_WHEN_BROKEN)),
        s.hasComments(close) ? s.commentsAt(close) : lineFor(elements.length, SOFTLINE),
    );
}

/** A dictionary with the comments before it, which break it. */
export function dictDoc(s: ChunkSource, dict: DictExpression): Doc {
    const { items } = dict;
    const comments = s.commentsAt(dict.start);
    const close = dict.end - 1;
    const last = items.at(-1);
    if (last === undefined) {
        const colon = s.startAfter(dict.start + 1);
        if (s.hasComments(colon) || s.hasComments(close)) {
            return concat(comments, "[", nest(concat(HARDLINE, s.commentsAt(colon), ":", s.commentsAt(close))), HARDLINE, "]");
        }
        return group(concat(comments, "[", nest(concat(SOFTLINE, ":")), SOFTLINE, "]"));
    }
    // Breaks of the source count, but not those around or in a single item.
    const multiline = items.length > 1 && s.spansLines(dict.start, dict.end);
    const docs: Doc[] = [];
    items.forEach((item, i) => {
        docs.push(expressionDoc(s, item.key), s.commentsAt(s.startAfter(item.key.end)), ": ", expressionDoc(s, item.value));
        if (i < items.length - 1) {
            docs.push(s.commentsAt(s.startAfter(item.value.end)), ",", multiline ? HARDLINE : LINE);
        }
    });
    const comma = s.startAfter(last.value.end);
    const line = multiline ? HARDLINE : SOFTLINE;
    return group(
        concat(
            comments,
            "[",
            nest(concat(line, concatAll(docs), comma === close ? NIL : s.commentsAt(comma), COMMA_WHEN_BROKEN, s.commentsAt(close))),
            line,
            "]",
        ),
    );
}

/** What stands between the braces. */
export function recordBody(s: ChunkSource, record: RecordExpression): Doc {
    const { properties } = record;
    const close = record.end - 1;
    const count = properties.length;
    if (count === 0 && record.with === undefined) {
        return s.hasComments(close) ? concat(nest(concat(HARDLINE, s.apartAt(close))), HARDLINE) : EMPTY;
    }
    const line = lineFor(count, LINE);
    const docs: Doc[] = [];
    if (record.with === undefined) {
        docs.push(lineFor(count, SOFTLINE));
    } else {
        const word = s.startAfter(record.with.end);
        docs.push(
            group(
                concat(
                    s.commentsAt(record.with.start),
                    record.with.name,
                    s.hasComments(word) ? s.commentsAt(word) : " ",
                    "with",
                    count === 0 ? SOFTLINE : line,
                ),
            ),
        );
        if (count === 0 && !s.hasComments(close)) {
            docs.push(BLANK_WHEN_FLAT);
        }
    }
    properties.forEach((property, i) => {
        docs.push(propertyDoc(s, property));
        if (i < count - 1) {
            const comma = s.startAfter(property.end);
            docs.push(s.apartAt(comma), ",", line);
        }
    });
    const end = properties.at(-1)?.end ?? record.with?.end ?? record.start;
    const comma = s.startAfter(end);
    const afterLast = count > 0 && comma !== close ? s.apartAt(comma) : NIL;
    return concat(
        nest(concat(concatAll(docs), afterLast, count > 0 ? COMMA_WHEN_BROKEN : NIL, s.apartAt(close))),
        lineFor(count, SOFTLINE),
    );
}

/** `key: value`, or the key alone. */
export function propertyDoc(s: ChunkSource, property: Property): Doc {
    const { key, value } = property;
    const comments = s.commentsAt(key.start);
    const text = key.kind === "Identifier" ? key.name : literal(s, key);
    const name = comments === NIL ? text : concat(comments, text);
    if (value === undefined) {
        return name;
    }
    const colon = s.startAfter(key.end);
    if (typeof name === "string" && !s.hasComments(colon)) {
        return hang(s, `${name}:`, value);
    }
    return concat(name, s.apartAt(colon), hang(s, ":", value, s.hasComments(key.start) || s.hasComments(colon)));
}
