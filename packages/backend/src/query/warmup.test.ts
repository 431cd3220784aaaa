import { expect, it } from "vitest";
import { storageCapabilities } from "./reader.ts";
import { warmUp } from "./warmup.ts";

it("a new worker runs its scripts while it is idle, and stops when it is not", async () => {
    expect(await warmUp(storageCapabilities, () => true)).toBe(3);
    expect(await warmUp({ predicates: new Set(), aggregates: new Set(), windows: false, columns: false }, () => true)).toBe(3);
    let asked = 0;
    expect(await warmUp(storageCapabilities, () => ++asked < 2)).toBe(1);
    expect(await warmUp(storageCapabilities, () => false)).toBe(0);
});
