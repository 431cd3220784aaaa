import { RE2JS } from "re2js";

/** A compiled regular expression with Go's syntax and linear time. */
export class FluxRegexp {
    private constructor(
        readonly source: string,
        readonly compiled: RE2JS,
    ) {}

    private static readonly cache = new Map<string, FluxRegexp>();

    /** Throws re2js's syntax error for a bad pattern. */
    static compile(source: string): FluxRegexp {
        let found = FluxRegexp.cache.get(source);
        if (found === undefined) {
            found = new FluxRegexp(source, RE2JS.compile(source));
            if (FluxRegexp.cache.size > 1000) {
                FluxRegexp.cache.clear();
            }
            FluxRegexp.cache.set(source, found);
        }
        return found;
    }

    private lastText = "";
    private lastMatch: boolean | undefined;

    /** Whether the pattern matches anywhere in the text. */
    test(text: string): boolean {
        if (this.lastMatch === undefined || text !== this.lastText) {
            this.lastText = text;
            this.lastMatch = this.compiled.matcher(text).find();
        }
        return this.lastMatch;
    }
}
