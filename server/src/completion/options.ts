/** Options that people set, and the properties of the option that has any. */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver";

const options: readonly { readonly name: string; readonly detail: string; readonly text: string }[] = [
    { name: "task", detail: "when and under which name a task runs", text: 'task = {name: "", every: 1h}' },
    { name: "now", detail: "the time that the script takes for now", text: "now = () => 2024-01-01T00:00:00Z" },
    { name: "location", detail: "the time zone of windows", text: 'location = timezone.location(name: "Europe/Berlin")' },
];

/** Behind `option`. */
export function optionItems(): CompletionItem[] {
    return options.map(({ name, detail, text }, at) => ({
        label: name,
        kind: CompletionItemKind.Property,
        detail,
        sortText: `0${at}`,
        insertText: text,
    }));
}

const taskProperties: Readonly<Record<string, string>> = {
    name: "string",
    every: "duration",
    cron: "string",
    offset: "duration",
};

/** Properties of `option task` that are not set yet; none elsewhere. `before` is the text up to the cursor's word. */
export function taskItems(before: string): CompletionItem[] | undefined {
    const inside = /\boption\s+task\s*=\s*\{([^{}]*)$/.exec(before.slice(-400))?.[1];
    if (inside === undefined || !/(?:^|,)\s*$/.test(inside)) return undefined;
    return Object.entries(taskProperties)
        .filter(([name]) => !new RegExp(`(?:^|,)\\s*${name}\\s*:`).test(inside))
        .map(([name, type], at) => ({
            label: name,
            kind: CompletionItemKind.Property,
            detail: `${name}: ${type}`,
            sortText: `0${at}`,
            insertText: `${name}: `,
        }));
}
