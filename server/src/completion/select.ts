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
    return {
        items: firstOf(
            items,
            word,
            ({ label }) => label,
            ({ label, sortText }) => sortText ?? label,
        ),
        cut: true,
    };
}

/** The same of names, before an item is made of each. One more than are shown, so that the cut is seen. */
export function foremost<S extends { readonly symbol: { readonly name: string }; readonly rank: string }>(names: S[], word: string): S[] {
    if (names.length <= most) return names;
    return firstOf(
        names,
        word,
        ({ symbol }) => symbol.name,
        ({ symbol, rank }) => `${rank}${symbol.name}`,
        most + 1,
    );
}

function firstOf<T>(all: readonly T[], word: string, nameOf: (one: T) => string, rankOf: (one: T) => string, count = most): T[] {
    const typed = word.toLowerCase();
    const keyed = all.map((one) => ({
        one,
        key: `${typed === "" || nameOf(one).toLowerCase().startsWith(typed) ? "0" : "1"}${rankOf(one)}`,
    }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return keyed.slice(0, count).map(({ one }) => one);
}
