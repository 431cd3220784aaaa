import type { PackageDoc } from "../types.ts";

const got = "What came out.";
const want = "What should come out.";

const testing: PackageDoc = {
    summary: "Checks for `testcase` blocks.",
    exports: {
        diff: {
            summary: "The rows in which two streams differ; a testcase with any fails.",
            arguments: {
                got,
                want,
                verbose: "Show more of what differs.",
                epsilon: "How far floats may lie apart.",
                nansEqual: "Take NaN for equal to NaN.",
            },
            example: `import "array"
import "testing"

testcase doubles {
    got = array.from(rows: [{_value: 2}]) |> map(fn: (r) => ({_value: r._value * 2}))
    want = array.from(rows: [{_value: 4}])

    testing.diff(got: got, want: want)
}
`,
        },
        assertEquals: { summary: "Ends with an error when two streams differ.", arguments: { got, want, name: "Name for the message." } },
        assertEmpty: { summary: "Ends with an error when a stream has rows.", arguments: { tables: "Tables from the pipe." } },
        assertEqualValues: { summary: "Ends with an error when two values differ.", arguments: { got, want } },
        shouldError: {
            summary: "Ends with an error unless a function fails with a message that matches.",
            arguments: { fn: "The function.", want: "Regular expression for the message." },
        },
        load: { summary: "Reads test data as if it came from a bucket.", arguments: { tables: "Tables from the pipe." } },
        tags: { summary: "Option with the tags of a testcase: it runs only when all of them are asked for." },
    },
};

export default testing;
