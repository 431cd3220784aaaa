/** Of a great many items those that are worth sending. */
import type { CompletionItem } from "vscode-languageserver";

/** The letters that are typed occur in the name in their order, whatever their case. */
export function isWanted(name: string, word: string): boolean {
    if (word === "") return true;
    const lower = name.toLowerCase();
    let at = 0;
    for (const letter of word.toLowerCase()) {
        at = lower.indexOf(letter, at) + 1;
        if (at === 0) return false;
    }
    return true;
}

/** No list shows more, and each costs the client time. */
const most = 500;

/** The best items by what is typed, then by rank; `cut` when some were left out. */
export function best(items: CompletionItem[], word: string): { readonly items: CompletionItem[]; readonly cut: boolean } {
    if (items.length <= most) return { items, cut: false };
    const typed = word.toLowerCase();
    const keyed = items.map((item) => {
        const begins = typed === "" || item.label.toLowerCase().startsWith(typed);
        return { item, key: `${begins ? "0" : "1"}${item.sortText ?? item.label}` };
    });
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return { items: keyed.slice(0, most).map(({ item }) => item), cut: true };
}
