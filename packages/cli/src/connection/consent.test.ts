import { expect, it } from "vitest";
import { consents } from "./consent.ts";

it("asks before a change of a protected connection only, and neither for a dry run nor with --yes", async () => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<boolean> => {
        asked.push(question);
        return false;
    };
    const [prod, dev] = [true, false].map((isProtected) => ({ name: isProtected ? "plant" : "dev", protected: isProtected }));
    if (prod === undefined || dev === undefined) throw new Error("two connections are needed");
    expect(await consents(dev, "Change 1 script", {}, ask)).toBe(true);
    expect(await consents(prod, "Change 1 script", { yes: true }, ask)).toBe(true);
    expect(await consents(prod, "Change 1 script", { dryRun: true }, ask)).toBe(true);
    expect(asked).toEqual([]);
    expect(await consents(prod, "Change 1 script", {}, ask)).toBe(false);
    expect(asked).toEqual(["plant is protected. Change 1 script?"]);
});
