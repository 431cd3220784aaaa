/** Standard output and error: back-pressure, closed pipes, colours on terminals only. */

/** A reader that has seen enough (`| head`) closes the pipe: that is no failure. */
export function endQuietlyOnClosedPipe(): void {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
        throw error;
    });
}

/** Writes text and waits while the reader is behind. */
export async function write(text: string): Promise<void> {
    if (text === "" || process.stdout.write(text)) return;
    await new Promise<void>((resolve) => process.stdout.once("drain", resolve));
}

/** Writes one JSON document, with a line end. */
export function writeDocument(value: unknown): Promise<void> {
    return write(`${JSON.stringify(value, undefined, process.stdout.isTTY === true ? 2 : undefined)}\n`);
}

/** A line for people, beside the output proper. */
export function note(text: string): void {
    process.stderr.write(`${text}\n`);
}

const codes = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Colours for a stream: none when it is no terminal, with NO_COLOR, or for a dumb terminal. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
    const { NO_COLOR: noColor, TERM: terminal } = process.env;
    const on = stream.isTTY === true && (noColor === undefined || noColor === "") && terminal !== "dumb";
    return (style, text) => (on ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}
