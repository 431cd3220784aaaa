/** Questions before something is changed. */
import { createInterface } from "node:readline/promises";
import type { Target } from "./target.ts";

export interface ConsentOptions {
    readonly yes?: boolean;
    readonly dryRun?: boolean;
}

/** Asks a person at a terminal. Where nobody sits at one, the command itself was the decision. */
export async function askAtTerminal(question: string): Promise<boolean> {
    if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(`${question} [y/N] `);
    terminal.close();
    return /^y(es)?$/i.test(answer.trim());
}

/** Whether something may be changed on a connection: asks where it is protected, but for a dry run or with `--yes`. */
export async function consents(
    target: Pick<Target, "name" | "protected">,
    what: string,
    { yes, dryRun }: ConsentOptions,
    ask = askAtTerminal,
): Promise<boolean> {
    if (!target.protected || yes === true || dryRun === true) return true;
    return ask(`${target.name} is protected. ${what}?`);
}
