import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Store } from "./database.ts";

let folder: string;
let path: string;

const first = "CREATE TABLE notes(id INTEGER PRIMARY KEY, text BLOB NOT NULL)";
const second = "ALTER TABLE notes ADD COLUMN mark INTEGER NOT NULL DEFAULT 7";

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "database-"));
    path = join(folder, "data.sqlite");
    using([first], (store) => store.run("INSERT INTO notes(text) VALUES(?)", [Buffer.from("a")]));
});

afterEach(() => rmSync(folder, { recursive: true }));

function using<T>(steps: readonly string[], work: (store: Store) => T): T {
    const store = new Store(path, steps);
    try {
        return work(store);
    } finally {
        store.close();
    }
}

const version = (store: Store): number => Number(store.get("PRAGMA user_version")?.["user_version"]);

describe("the schema's version", () => {
    it("goes forward step by step, and what was stored stays", () => {
        const row = using([first, second], (store) => {
            expect(version(store)).toBe(2);
            return store.get("SELECT text, mark FROM notes");
        });
        expect(row).toEqual({ text: new Uint8Array([97]), mark: 7 });
    });

    it("stays where it is when a step fails half-way", () => {
        expect(() => using([first, `${second}; SELECT nosuch FROM notes`], () => undefined)).toThrow();
        using([first], (store) => {
            expect(version(store)).toBe(1);
            expect(Object.keys(store.get("SELECT * FROM notes") ?? {})).toEqual(["id", "text"]);
        });
    });

    it("of a newer program is refused, and the file left as it is", () => {
        using([first, second], () => undefined);
        expect(() => using([first], () => undefined)).toThrow(/written by a newer version \(schema 2, this one knows 1\)/);
        using([first, second], (store) => expect(version(store)).toBe(2));
    });
});
