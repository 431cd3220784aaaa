/** Documentation as the client shows it: Markdown, or plain text without its marks. */
import type { ExportDoc, PackageDoc } from "@flux-scripts/stdlib-docs";

export type TextStyle = "markdown" | "plain";

export interface Described {
    readonly name: string;
    readonly kind: string;
    readonly type: string;
    readonly package?: string | undefined;
    readonly introduced?: string | undefined;
    readonly deprecated?: string | undefined;
}

/** A name with its type, then what the documentation says of it. */
export function exportText(info: Described, doc: ExportDoc | undefined, style: TextStyle): string {
    const home = !isShown(info.package) ? "" : `${info.package.slice(info.package.lastIndexOf("/") + 1)}.`;
    const code = `${kindText(info.kind)}${home}${info.name}: ${foldedType(info.type)}`;
    return joined([style === "markdown" ? fenced(code) : code, ...docParts(info, doc, style)]);
}

/** What the documentation says, without the name and type. */
export function docText(
    info: Pick<Described, "introduced" | "deprecated" | "package">,
    doc: ExportDoc | undefined,
    style: TextStyle,
): string {
    return joined(docParts(info, doc, style));
}

export function packageText(name: string, path: string, doc: PackageDoc | undefined, style: TextStyle): string {
    const code = `package ${name} "${path}"`;
    return joined([style === "markdown" ? fenced(code) : code, doc === undefined ? "" : marked(doc.summary, style)]);
}

function docParts(info: Pick<Described, "introduced" | "deprecated" | "package">, doc: ExportDoc | undefined, style: TextStyle): string[] {
    const markdown = style === "markdown";
    const parts: string[] = [];
    if (info.deprecated !== undefined) parts.push(`${markdown ? "**Deprecated**" : "Deprecated"} since Flux ${info.deprecated}.`);
    if (doc !== undefined) {
        parts.push(marked(doc.summary, style));
        const list = Object.entries(doc.arguments ?? {}).map(([name, text]) =>
            markdown ? `- \`${name}\`: ${text}` : `- ${name}: ${marked(text, style)}`,
        );
        if (list.length > 0) parts.push(list.join("\n"));
        if (doc.example !== undefined) parts.push(markdown ? fenced(doc.example.trim()) : doc.example.trim());
    }
    const since = info.introduced === undefined ? "" : `Since Flux ${info.introduced}`;
    const from = isShown(info.package) ? `package ${info.package}` : "";
    const last = [since, from].filter((text) => text !== "").join(" · ");
    if (last !== "") parts.push(markdown ? `*${last}*` : last);
    return parts;
}

/** A package that people import; what needs no import is told without it. */
function isShown(path: string | undefined): path is string {
    return path !== undefined && path !== "universe" && !path.startsWith("internal/");
}

function joined(parts: readonly string[]): string {
    return parts.filter((part) => part !== "").join("\n\n");
}

function fenced(code: string): string {
    return `\`\`\`flux\n${code}\n\`\`\``;
}

/** Plain text has no use for backticks. */
export function marked(text: string, style: TextStyle): string {
    return style === "markdown" ? text : text.replace(/`/g, "");
}

function kindText(kind: string): string {
    return kind === "parameter" || kind === "property" || kind === "option" ? `(${kind}) ` : "";
}

/** A printed type in one line, for lists and labels. */
export function oneLine(type: string): string {
    return type
        .replace(/([([{])\n\s*/g, "$1")
        .replace(/,?\n\s*([)\]}])/g, "$1")
        .replace(/\s*\n\s*/g, " ");
}

const foldWidth = 80;

/** A long function or record type with each parameter or property on a line of its own. */
export function foldedType(type: string): string {
    return shortened(brokenType(type));
}

/** Lines of a type beyond which its midst is left out: a record of two hundred columns would fill the screen. */
const mostLines = 24;

function shortened(type: string): string {
    const lines = type.split("\n");
    if (lines.length <= mostLines) return type;
    const left = mostLines - 6;
    return [...lines.slice(0, left), `    … ${lines.length - left - 4} more`, ...lines.slice(-4)].join("\n");
}

function brokenType(type: string): string {
    if (type.length <= foldWidth || type.includes("\n")) return type;
    const open = type.startsWith("(") || type.startsWith("{") ? type[0] : undefined;
    if (open === undefined) return type;
    const parts: string[] = [];
    let depth = 0;
    let start = 1;
    for (let at = 0; at < type.length; at++) {
        const character = type[at] ?? "";
        if ("([{".includes(character)) depth++;
        else if (")]}".includes(character) && --depth === 0) {
            parts.push(type.slice(start, at).trim());
            const lines = parts.filter((part) => part !== "").map((part) => `    ${part},`);
            return [open, ...lines, type.slice(at)].join("\n");
        } else if (character === "," && depth === 1) {
            parts.push(type.slice(start, at).trim());
            start = at + 1;
        }
    }
    return type;
}
