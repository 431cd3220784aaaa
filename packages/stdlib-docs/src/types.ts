/** How the documentation of the standard library is kept. Text is Markdown of one paragraph unless said otherwise. */

export interface ExportDoc {
    /** What it does, in one or two sentences. */
    readonly summary: string;
    /** Every argument by name, the piped one too. */
    readonly arguments?: Readonly<Record<string, string>>;
    /** Arguments that take one of a few texts. */
    readonly values?: Readonly<Record<string, readonly string[]>>;
    /** A whole script that shows it. */
    readonly example?: string;
}

export interface PackageDoc {
    readonly summary: string;
    readonly exports: Readonly<Record<string, ExportDoc>>;
}
