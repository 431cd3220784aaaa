/** Offsets in a script as lines and columns, as the engine counts them: from 1, columns in UTF-8 bytes. */

export interface Place {
    readonly line: number;
    readonly column: number;
}

export class Places {
    private readonly text: string;
    private readonly starts: number[] = [0];

    constructor(text: string) {
        this.text = text;
        for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
    }

    at(offset: number): Place {
        let low = 0;
        let high = this.starts.length;
        while (low + 1 < high) {
            const middle = (low + high) >>> 1;
            if ((this.starts[middle] as number) <= offset) low = middle;
            else high = middle;
        }
        return { line: low + 1, column: Buffer.byteLength(this.text.slice(this.starts[low], offset)) + 1 };
    }

    /** `1:5-1:11`. */
    range(start: number, end: number): string {
        const from = this.at(start);
        const to = this.at(end);
        return `${from.line}:${from.column}-${to.line}:${to.column}`;
    }
}

const plan = "error in building plan while starting program: ";

/** A run's error with its place where InfluxDB puts it: before the step's name, or behind the function's. */
export function messageAt(message: string, place: string | undefined): string {
    if (message.startsWith("cannot submit unbounded read")) return plan + message;
    const inPlan = message.indexOf(plan);
    if (inPlan >= 0) return message.slice(inPlan);
    if (place === undefined || /@\d+:\d+/.test(message) || message.startsWith("failed to initialize")) return message;
    const call = /^error calling function "[^"]*"(?=:)/.exec(message)?.[0];
    if (call !== undefined) return `${call} @${place}${message.slice(call.length)}`;
    // What the storage says has no place.
    if (message.startsWith("error in ") || message.startsWith("schema collision: cannot group")) return message;
    return `runtime error @${place}: ${message.replace(/^runtime error: /, "")}`;
}
