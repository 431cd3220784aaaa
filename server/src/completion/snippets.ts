/** Whole statements to fill in, for clients that take snippets and have none of their own for Flux. */
import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from "vscode-languageserver";
import type { ClientFacts } from "../client.ts";

const functions = "mean,median,min,max,sum,count,first,last";

const snippets: readonly { readonly label: string; readonly detail: string; readonly body: string }[] = [
    {
        label: "script",
        detail: "A script with params for bucket, start and window",
        body: `from(bucket: params.\${1:bucket})
    |> range(start: duration(v: params.\${2:start}))
    |> filter(fn: (r) => r._measurement == "\${3:measurement}")
    |> aggregateWindow(every: duration(v: params.\${4:every}), fn: \${5|${functions}|})$0`,
    },
    {
        label: "query",
        detail: "Read a bucket: from, range, filter",
        body: `from(bucket: "\${1:bucket}")
    |> range(start: \${2:-1h})
    |> filter(fn: (r) => r._measurement == "\${3:measurement}" and r._field == "\${4:field}")
    |> $0`,
    },
    { label: "function", detail: "A function", body: "${1:name} = (${2:value}) => ${0:value}" },
    {
        label: "pipe function",
        detail: "A function that takes piped tables",
        body: "${1:name} = (tables=<-) => tables\n    |> $0",
    },
    { label: "option task", detail: "When a task runs", body: 'option task = {name: "${1:name}", every: ${2:1h}}$0' },
    {
        label: "test",
        detail: "A test of a script",
        body: `testcase \${1:name} {
    got = \${2:input}
    want = \${3:output}

    testing.diff(got: got, want: want)$0
}`,
    },
    {
        label: "join streams",
        detail: "Two streams side by side by equal columns",
        body: `join.\${1|inner,left,right,full|}(
    left: \${2:left},
    right: \${3:right},
    on: (l, r) => l.\${4:_time} == r.\${4:_time},
    as: (l, r) => ({l with \${5:other}: r._value}),
)$0`,
    },
];

export function snippetItems(client: ClientFacts): CompletionItem[] {
    if (!client.snippets || client.hasSnippets) return [];
    return snippets.map(({ label, detail, body }) => ({
        label,
        kind: CompletionItemKind.Snippet,
        detail,
        sortText: `85${label}`,
        insertText: body,
        insertTextFormat: InsertTextFormat.Snippet,
        ...(client.documentationMarkdown
            ? { documentation: { kind: MarkupKind.Markdown, value: `\`\`\`flux\n${filledIn(body)}\n\`\`\`` } }
            : {}),
    }));
}

/** The text with its places filled by what they propose. */
function filledIn(body: string): string {
    return body
        .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
        .replace(/\$\{\d+:([^}]*)\}/g, "$1")
        .replace(/\$\d+/g, "");
}
