import { NotAppliedError, type Script } from "@flux-scripts/scripts-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, type Ports, remoteOf } from "./apply.ts";
import { type BaseScript, type Content, type LocalScript, plan, type SyncAction } from "./plan.ts";

/** A backend, files and a state in memory; `fault` may throw before or after any call. */
class World {
    readonly scripts = new Map<string, Script>();
    readonly files = new Map<string, LocalScript>();
    readonly bases = new Map<string, BaseScript>();
    readonly backups: string[] = [];
    fault: () => void = () => undefined;
    private count = 0;

    addRemote({ name, description, text }: Content): string {
        const id = `id${++this.count}`;
        this.scripts.set(id, {
            id,
            name,
            description,
            script: text,
            language: "flux",
            orgID: "",
            url: "",
            createdAt: "",
            updatedAt: `t${this.count}`,
        });
        return id;
    }

    edit(id: string, change: Partial<Script>): void {
        const script = this.scripts.get(id);
        if (script !== undefined) this.scripts.set(id, { ...script, ...change, updatedAt: `t${++this.count}` });
    }

    readonly ports: Ports = {
        remote: {
            get: async (id) => this.step(() => this.scripts.get(id)),
            find: async (name) => this.step(() => [...this.scripts.values()].find((script) => script.name === name)),
            create: async (script) =>
                this.step(
                    () =>
                        this.scripts.get(
                            this.addRemote({ name: script.name, description: script.description, text: script.script }),
                        ) as Script,
                ),
            update: async (id, change) =>
                this.step(() => {
                    this.edit(id, change);
                    return this.scripts.get(id) as Script;
                }),
            delete: async (id) => this.step(() => void this.scripts.delete(id)),
        },
        local: {
            read: async (file) => this.step(() => this.files.get(file)),
            write: async (file, content) =>
                this.step(() => {
                    const wanted = `${content.name}.flux`;
                    const script = { ...content, file: file ?? (this.files.has(wanted) ? `${content.name} 2.flux` : wanted) };
                    this.files.set(script.file, script);
                    return script;
                }),
            remove: async (file) => this.step(() => void this.files.delete(file)),
            backup: async (_name, text) =>
                this.step(() => {
                    this.backups.push(text);
                    return "backup";
                }),
        },
        base: {
            put: async (script) => this.step(() => void this.bases.set(script.id, script)),
            remove: async (id) => this.step(() => void this.bases.delete(id)),
        },
    };

    plan(canRename = true) {
        return plan({
            base: [...this.bases.values()],
            local: [...this.files.values()],
            remote: [...this.scripts.values()].map(remoteOf),
            canRename,
        });
    }

    texts(): Set<string> {
        return new Set([
            ...[...this.files.values()].map((script) => script.text),
            ...[...this.scripts.values()].map((script) => script.script),
            ...this.backups,
        ]);
    }

    private step<T>(work: () => T): T {
        this.fault();
        const value = work();
        this.fault();
        return value;
    }
}

const content = (name: string, text: string): Content => ({ name, description: "", text });

describe("apply", () => {
    it("creates, fetches, and finds nothing to do the second time", async () => {
        const world = new World();
        world.addRemote(content("there", "1"));
        world.files.set("here.flux", { ...content("here", "2"), file: "here.flux" });
        const done = await apply(world.plan(), world.ports);
        expect(done.map((entry) => [entry.action, entry.outcome])).toEqual([
            ["create", "done"],
            ["fetch", "done"],
        ]);
        expect(world.plan().map((item) => [item.state, item.action])).toEqual([
            ["same", "none"],
            ["same", "none"],
        ]);
        expect(await apply(world.plan(), world.ports)).toEqual([]);
    });

    it("tells of a race instead of overwriting, on either side", async () => {
        const world = new World();
        const id = world.addRemote(content("a", "1"));
        await apply(world.plan(), world.ports);
        world.files.set("a.flux", { ...content("a", "mine"), file: "a.flux" });
        const items = world.plan();
        world.edit(id, { script: "theirs" });
        expect((await apply(items, world.ports)).map((entry) => entry.outcome)).toEqual(["raced"]);
        expect(world.scripts.get(id)?.script).toBe("theirs");
        expect(world.plan().map((item) => item.state)).toEqual(["conflict"]);
    });

    it("tells of a race when a script was written in between, even where it holds the same again", async () => {
        const world = new World();
        const id = world.addRemote(content("a", "1"));
        await apply(world.plan(), world.ports);
        world.files.set("a.flux", { ...content("a", "mine"), file: "a.flux" });
        const items = world.plan();
        world.edit(id, { script: "theirs" });
        world.edit(id, { script: "1" });
        expect((await apply(items, world.ports)).map((entry) => entry.outcome)).toEqual(["raced"]);
        expect((await apply(world.plan(), world.ports)).map((entry) => entry.outcome)).toEqual(["done"]);
    });

    it("tells that a server left the name out, instead of taking the script for synced", async () => {
        const world = new World();
        const id = world.addRemote(content("a", "1"));
        await apply(world.plan(), world.ports);
        world.files.set("a.flux", { ...content("b", "1"), file: "a.flux" });
        const remote = {
            ...world.ports.remote,
            update: () => Promise.reject(new NotAppliedError("the server did not change the script's name")),
        };
        const done = await apply(world.plan(), { ...world.ports, remote });
        expect(done).toMatchObject([{ outcome: "failed", error: { kind: "notApplied" } }]);
        expect(world.plan()).toMatchObject([{ state: "changedHere", action: "push" }]);
        const asked = world.plan(false);
        expect(asked).toMatchObject([{ action: "none", choices: ["renew", "pull"] }]);
        const renewed = await apply(asked, world.ports, new Map([[asked[0]?.key ?? "", "renew" as SyncAction]]));
        expect(renewed).toMatchObject([{ outcome: "done", backup: "backup" }]);
        expect([...world.scripts.values()].map(({ name, script }) => [name, script])).toEqual([["b", "1"]]);
        expect(world.scripts.has(id)).toBe(false);
        expect(world.plan(false)).toMatchObject([{ state: "same", action: "none" }]);
    });

    it("does not make a deleted script again by itself while its file stays", async () => {
        const world = new World();
        world.addRemote(content("a", "1"));
        await apply(world.plan(), world.ports);
        const items = world.plan();
        await apply(items, world.ports, new Map([[items[0]?.key ?? "", "deleteRemote" as SyncAction]]));
        expect(world.scripts.size).toBe(0);
        expect(world.plan()).toMatchObject([{ state: "deletedThere", action: "none" }]);
    });

    it("leaves nothing to do after any action on any combination, and no text lost", async () => {
        const texts = [undefined, "0", "1", "2"];
        const contents = texts.flatMap((text) => (text === undefined ? [undefined] : ["a", "b"].map((name) => content(name, text))));
        let count = 0;
        for (const b of [undefined, content("a", "0")]) {
            for (const l of contents) {
                for (const r of contents) {
                    for (const canRename of [true, false]) {
                        const make = (): World => {
                            const world = new World();
                            const id = r === undefined ? "gone" : world.addRemote(r);
                            if (b !== undefined) world.bases.set(id, { ...b, id, file: "a.flux", updatedAt: "t0" });
                            if (l !== undefined) world.files.set("a.flux", { ...l, file: "a.flux" });
                            return world;
                        };
                        const actions = new Set(
                            make()
                                .plan(canRename)
                                .flatMap(({ action, choices }) => [action, ...choices]),
                        );
                        for (const action of actions) {
                            const world = make();
                            const before = world.texts();
                            const items = world.plan(canRename);
                            const chosen = new Map(items.filter(({ choices }) => choices.includes(action)).map(({ key }) => [key, action]));
                            const done = await apply(items, world.ports, chosen);
                            expect(
                                done.every(({ outcome }) => outcome === "done"),
                                JSON.stringify({ b, l, r, action }),
                            ).toBe(true);
                            // The text that both sides had is replaced by a newer one on purpose.
                            for (const text of before) if (text !== b?.text) expect(world.texts()).toContain(text);
                            const again = await apply(
                                world.plan(canRename).filter(({ action: next }) => next !== "adopt" && next !== "forget"),
                                world.ports,
                            );
                            // `none` was chosen for it: it is still to do, and nothing else is.
                            if (action !== "none") expect(again, JSON.stringify({ b, l, r, action })).toEqual([]);
                            count++;
                        }
                    }
                }
            }
        }
        expect(count).toBeGreaterThan(300);
    });

    it("keeps what a chosen side replaces", async () => {
        const world = new World();
        const id = world.addRemote(content("a", "1"));
        await apply(world.plan(), world.ports);
        world.files.set("a.flux", { ...content("a", "mine"), file: "a.flux" });
        world.edit(id, { script: "theirs" });
        const items = world.plan();
        await apply(items, world.ports, new Map([[items[0]?.key ?? "", "push" as SyncAction]]));
        expect(world.scripts.get(id)?.script).toBe("mine");
        expect(world.backups).toEqual(["theirs"]);
    });

    it("goes on after a crash between any two calls, with every text still somewhere", async () => {
        const text = fc.constantFrom("1", "2", "3");
        const scripts = fc.uniqueArray(fc.record({ name: fc.constantFrom("a", "b", "c"), text }), {
            maxLength: 3,
            selector: (script) => script.name,
        });
        const step = fc.record({
            here: scripts,
            there: scripts,
            crashAt: fc.nat(20),
            choice: fc.constantFrom<SyncAction>("push", "pull", "none", "fetch", "create", "renew", "deleteLocal", "deleteRemote"),
        });
        await fc.assert(
            fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
                const world = new World();
                let stamp = 0;
                const written = new Set<string>();
                for (const { here, there, crashAt, choice } of steps) {
                    for (const script of here) {
                        const unique = `${script.text}#${++stamp}`;
                        // What is edited away by its own author is not lost by us.
                        written.delete(world.files.get(`${script.name}.flux`)?.text ?? "");
                        world.files.set(`${script.name}.flux`, { ...content(script.name, unique), file: `${script.name}.flux` });
                        written.add(unique);
                    }
                    for (const script of there) {
                        const unique = `${script.text}#${++stamp}`;
                        const old = [...world.scripts.values()].find((other) => other.name === script.name);
                        written.delete(old?.script ?? "");
                        if (old === undefined) world.addRemote(content(script.name, unique));
                        else world.edit(old.id, { script: unique });
                        written.add(unique);
                    }
                    let calls = 0;
                    world.fault = () => {
                        if (++calls === crashAt) throw new Error("crash");
                    };
                    const items = world.plan();
                    const overwritten = new Set([...world.bases.values()].map((script) => script.text));
                    await apply(
                        items,
                        world.ports,
                        new Map(items.filter((item) => item.choices.includes(choice)).map((item) => [item.key, choice])),
                    );
                    world.fault = () => undefined;
                    const texts = world.texts();
                    for (const wanted of written)
                        expect(texts.has(wanted) || overwritten.has(wanted) || !wanted.includes("#"), `${wanted} is gone`).toBe(true);
                    for (const gone of overwritten) written.delete(gone);
                }
            }),
            { numRuns: 500 },
        );
    });
});
