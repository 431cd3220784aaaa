/** What the extension and the page that compares two runs say to each other. */

/** One of the two runs. */
export interface ComparedRun {
    readonly script: string;
    /** When, where, how long, in words. */
    readonly facts: string;
    /** JSON text of its params, without secrets. */
    readonly params: string;
    /** Its answer as it came. */
    readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Extension → page. */
export interface ToCompare {
    readonly type: "runs";
    readonly before: ComparedRun;
    readonly after: ComparedRun;
}

/** Page → extension. */
export type FromCompare = { readonly type: "ready" } | { readonly type: "swap" } | { readonly type: "failed"; readonly message: string };
