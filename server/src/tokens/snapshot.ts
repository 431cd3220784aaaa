/** Tokens of a whole document as a list of its statements', and the difference of two such lists. */
import type { SemanticTokensEdit } from "vscode-languageserver";
import type { ChunkTokens } from "./chunkTokens.ts";

/** A statement's tokens with the place of its first one, relative to the token before. */
interface Part {
    readonly tokens: ChunkTokens;
    readonly line: number;
    readonly character: number;
}

/** Of the statements that have tokens, in their order. */
export type Snapshot = readonly Part[];

export function snapshotData(parts: Snapshot): number[] {
    const data: number[] = [];
    for (const { tokens, line, character } of parts) {
        data.push(line, character);
        for (let at = 2; at < tokens.data.length; at++) data.push(tokens.data[at] ?? 0);
    }
    return data;
}

const numbers = (parts: Snapshot): number => parts.reduce((sum, { tokens }) => sum + tokens.data.length, 0);

function isSame(a: Part | undefined, b: Part | undefined): boolean {
    return a?.tokens === b?.tokens && a?.line === b?.line && a?.character === b?.character;
}

/** One edit that makes the numbers of `before` those of `now`; none where they are equal. */
export function snapshotEdits(before: Snapshot, now: Snapshot): SemanticTokensEdit[] {
    const most = Math.min(before.length, now.length);
    let head = 0;
    while (head < most && isSame(before[head], now[head])) head++;
    let foot = 0;
    while (foot < most - head && isSame(before.at(-1 - foot), now.at(-1 - foot))) foot++;
    const old = snapshotData(before.slice(head, before.length - foot));
    const data = snapshotData(now.slice(head, now.length - foot));
    // Within the statements that differ, whole tokens only.
    const sameAt = (a: number, b: number): boolean => [0, 1, 2, 3, 4].every((part) => old[a + part] === data[b + part]);
    const shorter = Math.min(old.length, data.length);
    let first = 0;
    while (first < shorter && sameAt(first, first)) first += 5;
    let last = 0;
    while (last < shorter - first && sameAt(old.length - last - 5, data.length - last - 5)) last += 5;
    const changed = data.slice(first, data.length - last);
    const deleteCount = old.length - last - first;
    if (changed.length === 0 && deleteCount === 0) return [];
    return [{ start: numbers(before.slice(0, head)) + first, deleteCount, data: changed }];
}
