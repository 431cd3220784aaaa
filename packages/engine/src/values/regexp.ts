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

    private readonly tested = new Map<string, boolean>();

    /** Whether the pattern matches anywhere in the text. Answers for short texts are kept: columns repeat their values. */
    test(text: string): boolean {
        const known = this.tested.get(text);
        if (known !== undefined) {
            return known;
        }
        const matches = this.compiled.matcher(text).find();
        if (text.length <= 200) {
            if (this.tested.size >= 1000) {
                this.tested.clear();
            }
            this.tested.set(text, matches);
        }
        return matches;
    }
}
