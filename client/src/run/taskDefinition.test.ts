import { expect, it } from "vitest";
import { readTaskDefinition, TaskFault } from "./taskDefinition.ts";

it("reads what a task says", () => {
    expect(readTaskDefinition({ type: "flux-invoke", script: "a", preset: "p", connection: "Local" })).toEqual({
        script: "a",
        preset: "p",
        params: undefined,
        connection: "Local",
    });
    expect(readTaskDefinition({ type: "flux-invoke", script: "a", params: '{"f":5.0}' }).params).toBe('{"f":5.0}');
    expect(readTaskDefinition({ type: "flux-invoke", script: "a", params: { n: 5 } }).params).toBe('{"n":5}');
});

it("refuses what it can't read", () => {
    expect(() => readTaskDefinition({ type: "flux-invoke" })).toThrow(TaskFault);
    expect(() => readTaskDefinition({ type: "flux-invoke", script: "a", params: 5 })).toThrow("params must be a text");
});
