/** The types of a file's free names while chunk after chunk is joined. */
import { visitVariables } from "../../types/generalise.ts";
import { extend, resolve, type Type, TypeVariable } from "../../types/type.ts";
import { type Report, unify } from "../../types/unify.ts";

interface RowIndex {
    readonly labels: Map<string, Type>;
    /** End of the row as far as `labels` knows it. */
    tail: Type;
}

export class FreeRows {
    readonly types = new Map<string, Type>();
    private readonly indexes = new Map<string, RowIndex>();

    /**
     * Makes a chunk's type of a free name equal to the file's. An open row of labels is merged label by
     * label through an index, in the time of its own length however long the file's row is.
     */
    join(name: string, local: Type, plain: boolean, report: Report): void {
        let type = this.types.get(name);
        if (type === undefined) {
            type = new TypeVariable(0);
            this.types.set(name, type);
        }
        const index = this.index(name, type);
        if (index.tail.tag !== "variable" || !plain) {
            unify(type, local, report);
            return;
        }
        let row = resolve(local);
        while (row.tag === "extension") {
            const known = index.labels.get(row.label);
            if (known !== undefined) {
                unify(known, row.type, report);
            } else if (index.tail.tag === "variable") {
                const tail = new TypeVariable(0);
                unify(index.tail, extend(row.label, row.type, tail), report);
                this.follow(index);
            }
            row = resolve(row.tail);
        }
    }

    private index(name: string, type: Type): RowIndex {
        let index = this.indexes.get(name);
        if (index === undefined) {
            index = { labels: new Map(), tail: type };
            this.indexes.set(name, index);
        }
        this.follow(index);
        return index;
    }

    /** Takes in what was added at the end since. */
    private follow(index: RowIndex): void {
        let tail = resolve(index.tail);
        while (tail.tag === "extension") {
            if (!index.labels.has(tail.label)) {
                index.labels.set(tail.label, tail.type);
            }
            tail = resolve(tail.tail);
        }
        index.tail = tail;
    }
}

/** Whether a type is an open row of distinct labels whose end occurs just once in all of `types`. */
export function isPlainRow(type: Type, types: readonly Type[]): boolean {
    let row = resolve(type);
    const labels = new Set<string>();
    while (row.tag === "extension") {
        if (labels.has(row.label)) {
            return false;
        }
        labels.add(row.label);
        row = resolve(row.tail);
    }
    if (labels.size === 0 || row.tag !== "variable" || row.kinds.length > 0) {
        return false;
    }
    const end = row;
    let count = 0;
    for (const other of types) {
        visitVariables(other, (variable) => {
            count += variable === end ? 1 : 0;
        });
    }
    return count === 1;
}
