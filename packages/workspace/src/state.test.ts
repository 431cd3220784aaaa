import { expect, it } from "vitest";
import { readState, stateFileOf, writeState } from "./state.ts";

it("comes back as it was written, and counts as empty when it is damaged", () => {
    const script = { id: "1", file: "a.flux", name: "a", description: "", text: "x\r\n", updatedAt: "t" };
    expect(readState(writeState([script]))).toEqual([script]);
    expect(readState(writeState([script]).slice(0, 30))).toEqual([]);
    expect(readState('{"scripts": [{"id": 1}, null]}')).toEqual([]);
});

it("has a file a connection, safe in any folder", () => {
    expect(stateFileOf("http://127.0.0.1:8086", "local")).toBe("sync-127.0.0.1%3a8086~local.json");
    expect(stateFileOf("https://h/", "../../x")).toBe("sync-h~..%2f..%2fx.json");
    const long = "組織".repeat(40);
    expect(stateFileOf("https://h", `${long}1`)).not.toBe(stateFileOf("https://h", `${long}2`));
    expect(stateFileOf("https://h", long).length).toBeLessThan(170);
});
