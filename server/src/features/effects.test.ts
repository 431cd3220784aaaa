import { expect, it } from "vitest";
import { fullClient, Session } from "../session.test-support.ts";

it("answers what a text would change outside, and nothing for one that only reads", async () => {
    const session = await Session.start(fullClient);
    const ask = (text: string) => session.request("fluxScripts/effects", { text });
    const read = 'from(bucket: "a")\n    |> range(start: -1h)\n';
    expect(await ask(read)).toEqual({ effects: [] });
    expect(await ask(`${read}    |> to(bucket: "b")\n`)).toEqual({
        effects: [{ kind: "write-points", function: "to", target: "b", line: 3 }],
    });
    expect(await ask("from(bucket: ")).toEqual({ effects: [] });
    session.close();
});
