/**
 * Text in lines: a group stands on one line where it fits, else each of its items on a line of its
 * own. What must be broken breaks the groups around it.
 */
export type Doc = string | Group | readonly Doc[];

export interface Group {
    readonly open: string;
    /** Stands before the items: on one line followed by a blank, else on a line of its own. */
    readonly first: Doc;
    readonly items: readonly Doc[];
    readonly close: string;
    /** Belongs to the group, so that the items are broken where it does not fit with them. */
    readonly after: Doc;
    readonly broken: boolean;
}

export function group(open: string, first: Doc, items: readonly Doc[], close: string, force: boolean, after: Doc = ""): Group {
    return { open, first, items, close, after, broken: force || isBroken(first) || items.some(isBroken) || isBroken(after) };
}

function isBroken(doc: Doc): boolean {
    if (typeof doc === "string") {
        return false;
    }
    return "open" in doc ? doc.broken : doc.some(isBroken);
}

function flat(doc: Doc): string {
    if (typeof doc === "string") {
        return doc;
    }
    if (!("open" in doc)) {
        return doc.map(flat).join("");
    }
    const first = flat(doc.first);
    return `${doc.open}${first === "" ? "" : `${first} `}${doc.items.map(flat).join(", ")}${doc.close}${flat(doc.after)}`;
}

/** Length of what comes up to the first place where a line may end. */
function leading(doc: Doc): { readonly length: number; readonly ends: boolean } {
    if (typeof doc === "string") {
        return { length: doc.length, ends: false };
    }
    if ("open" in doc) {
        return doc.broken && (doc.items.length > 0 || doc.after === "")
            ? { length: doc.open.length, ends: true }
            : { length: flat(doc).length, ends: false };
    }
    let length = 0;
    for (const part of doc) {
        const next = leading(part);
        length += next.length;
        if (next.ends) {
            return { length, ends: true };
        }
    }
    return { length, ends: false };
}

/** Lays a document out within `width` columns, four blanks a level. */
export function layout(doc: Doc, width: number): string {
    let out = "";
    let column = 0;
    const write = (text: string): void => {
        out += text;
        column += text.length;
    };
    const newline = (indent: number): void => {
        out += `\n${" ".repeat(indent)}`;
        column = indent;
    };
    /** `rest`: length of what follows on the same line. */
    const place = (part: Doc, indent: number, rest: number): void => {
        if (typeof part === "string") {
            write(part);
            return;
        }
        if (!("open" in part)) {
            for (const [index, inner] of part.entries()) {
                const after = leading(part.slice(index + 1));
                place(inner, indent, after.length + (after.ends ? 0 : rest));
            }
            return;
        }
        const line = part.broken ? "" : flat(part);
        if (!part.broken && column + line.length + rest <= width) {
            write(line);
            return;
        }
        write(part.open);
        if (part.items.length === 0) {
            write(part.close);
            place(part.after, indent, rest);
            return;
        }
        if (flat(part.first) !== "") {
            newline(indent + 4);
            place(part.first, indent + 4, 0);
        }
        for (const item of part.items) {
            newline(indent + 4);
            place(item, indent + 4, 1);
            write(",");
        }
        newline(indent);
        write(part.close);
        place(part.after, indent, rest);
    };
    place(doc, 0, 0);
    return out;
}
