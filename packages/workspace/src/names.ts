/**
 * Script names to file names and back. Any name (the API allows every character) gives a file name that each common file
 * system takes and that stays in its folder; what is unsafe is written as `%XX` of its UTF-8 bytes.
 */

export const scriptExtension = ".flux";

/** Bytes of a file name without its extension; file systems take 255, and tools add to names. */
const maxBytes = 180;

// Windows refuses these, with any extension after them.
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const unsafe = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*%\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/;

const encoder = new TextEncoder();

function escaped(character: string): string {
    const code = character.charCodeAt(0);
    // Half of a surrogate pair has no UTF-8.
    if (character.length === 1 && code >= 0xd800 && code <= 0xdfff) return `%u${code.toString(16).toUpperCase()}`;
    return [...encoder.encode(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function isLoneSurrogate(character: string): boolean {
    return character.length === 1 && /[\ud800-\udfff]/.test(character);
}

/**
 * The file name (with `.flux`) of a script. Two names that differ give names that differ, also where the file system
 * composes accents. A name too long for a file is cut and ends in a hash; see `isExactFileName`.
 */
export function fileNameOf(name: string): string {
    const composed = name === name.normalize("NFC");
    const characters = [...name];
    const parts = characters.map((character, index) => {
        const edge = index === 0 || index === characters.length - 1;
        const keep =
            !unsafe.test(character) &&
            !isLoneSurrogate(character) &&
            // Windows drops dots and blanks at the end; a dot in front hides the file.
            !(edge && (character === "." || /\s/.test(character))) &&
            // macOS rewrites what is not composed: such a name would not come back.
            (composed || character < "\u0080");
        return keep ? character : escaped(character);
    });
    const plain = parts.join("");
    if (reserved.test(plain)) parts[0] = escaped(characters[0] ?? "");
    const text = parts.join("");
    if (text === "") return `%${scriptExtension}`;
    if (encoder.encode(text).length <= maxBytes) return text + scriptExtension;
    let cut = "";
    for (const part of parts) {
        if (encoder.encode(cut + part).length > maxBytes - 13) break;
        cut += part;
    }
    return `${cut}%~${hash(name)}${scriptExtension}`;
}

/** True when `scriptNameOf` gives the name back; else the name must be kept in `flux-scripts.json`. */
export function isExactFileName(name: string): boolean {
    return scriptNameOf(fileNameOf(name)) === name;
}

/** The script's name of a file; what is no valid escape stands for itself. Takes paths, uses the last part. */
export function scriptNameOf(file: string): string {
    const last = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
    const stem = last.toLowerCase().endsWith(scriptExtension) ? last.slice(0, -scriptExtension.length) : last;
    if (stem === "%") return "";
    return stem.replace(/%u(D[89A-F][0-9A-F]{2})|(?:%[0-9A-F]{2})+/g, (run, surrogate: string | undefined) => {
        if (surrogate !== undefined) return String.fromCharCode(Number.parseInt(surrogate, 16));
        const bytes = Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
        try {
            return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
            return run;
        }
    });
}

/**
 * A file for each name, none twice on a file system that ignores case; `taken` are files that are there already and keep
 * their names.
 */
export function assignFileNames(names: readonly string[], taken: Iterable<string> = []): Map<string, string> {
    const used = new Set([...taken].map(folded));
    const files = new Map<string, string>();
    for (const name of names) {
        let file = fileNameOf(name);
        for (let round = 0; used.has(folded(file)); round++) {
            const stem = fileNameOf(name).slice(0, -scriptExtension.length);
            file = `${stem}%~${hash(`${round}${name}`)}${scriptExtension}`;
        }
        used.add(folded(file));
        files.set(name, file);
    }
    return files;
}

/** How a file system sees a name that ignores case and composition. */
function folded(file: string): string {
    return file.normalize("NFC").toLowerCase().toUpperCase();
}

/** 10 hex digits of the name: two rounds of FNV-1a. Tells names apart, protects nothing. */
export function hash(text: string): string {
    const round = (seed: number): number => {
        let value = seed;
        for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
        return value >>> 0;
    };
    return (round(0x811c9dc5).toString(16).padStart(8, "0") + round(0x1234567).toString(16).padStart(8, "0")).slice(0, 10);
}
