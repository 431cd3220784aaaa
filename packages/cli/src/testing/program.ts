/**
 * The program of one testcase: the file's imports, options and other statements, then the block's statements. Of a case that
 * extends no other it is the file's own text with blanks in the place of the rest, so that places in errors are the file's.
 */
import { type Chunk, parse, type SourceFile, type TestCaseStatement } from "@flux-scripts/flux";

/** A testcase as it stands in its file. */
export interface TestCase {
    readonly name: string;
    /** `ROOT/path/to/file_test.parent` of `extends`. */
    readonly parent: string | undefined;
    /** Text of the statements between the braces. */
    readonly body: string;
    /** Where the whole case and its body stand in the file. */
    readonly place: { readonly start: number; readonly end: number; readonly bodyStart: number; readonly bodyEnd: number };
    /** Tags that the block or file asks for. */
    readonly tags: readonly string[];
}

/** A file taken apart. */
export interface TestFile {
    readonly text: string;
    readonly imports: readonly string[];
    /** Statements that are no testcase, with their options' names. */
    readonly statements: readonly Part[];
    readonly cases: readonly TestCase[];
}

interface Part {
    readonly text: string;
    /** What an `option` statement sets. */
    readonly option: string | undefined;
}

export function readTestFile(text: string): TestFile {
    const file = parse(text);
    const parts = [...file.chunks.entries()].map(([at, chunk]) => ({ chunk, base: file.offsets[at] ?? 0 }));
    const statements: Part[] = [];
    const imports: string[] = [];
    const cases: TestCase[] = [];
    const fileTags = tagsOf(file.chunks);
    for (const { chunk, base } of parts) {
        const { item } = chunk;
        const own = text.slice(base, base + item.end);
        if (item.kind === "ImportDeclaration") imports.push(own.slice(item.start));
        else if (item.kind === "TestCaseStatement") cases.push(testCase(item, text, base, fileTags));
        else if (item.kind !== "PackageClause") statements.push({ text: own, option: optionName(chunk) });
    }
    return { text, imports, statements, cases };
}

function testCase(item: TestCaseStatement, text: string, base: number, fileTags: readonly string[]): TestCase {
    const { body } = item;
    const inner = text
        .slice(base + body.start, base + body.end)
        .replace(/^\{/, "")
        .replace(/\}$/, "");
    const own = tagsOf(parse(inner).chunks);
    const bodyStart = base + body.start + 1;
    const place = { start: base + item.start, end: base + item.end, bodyStart, bodyEnd: bodyStart + inner.length };
    return { name: item.name.name, parent: item.extends?.value, body: inner, place, tags: own.length > 0 ? own : fileTags };
}

function optionName({ item }: Chunk): string | undefined {
    if (item.kind !== "OptionStatement") return undefined;
    const { assignment } = item;
    if (assignment.kind === "VariableAssignment") return assignment.name.name;
    const { object, property } = assignment.member;
    return `${object.kind === "Identifier" ? object.name : ""}.${property.kind === "Identifier" ? property.name : property.value}`;
}

/** The texts of `option testing.tags = […]`. */
function tagsOf(chunks: SourceFile["chunks"]): string[] {
    for (const { item } of chunks) {
        if (item.kind !== "OptionStatement" || item.assignment.kind !== "MemberAssignment") continue;
        const { member, value } = item.assignment;
        const isTags =
            member.object.kind === "Identifier" &&
            member.object.name === "testing" &&
            member.property.kind === "Identifier" &&
            member.property.name === "tags";
        if (isTags && value.kind === "ArrayExpression")
            return value.elements.flatMap((element) => (element.kind === "StringLiteral" ? [element.value] : []));
    }
    return [];
}

export interface CaseSource {
    readonly file: TestFile;
    readonly testcase: TestCase;
}

/**
 * Text of the program of a case. `parentOf` gives the case that another extends: its statements stand where `super()` is,
 * without the options that were set before.
 */
export function programOf(source: CaseSource, parentOf: (testcase: TestCase) => CaseSource): string {
    const { file, testcase } = source;
    const own = optionsOf(testcase.body);
    const overridden = file.statements.some(({ option }) => option !== undefined && own.has(option));
    if (testcase.parent === undefined && !overridden && !/\bsuper\b/.test(testcase.body)) return blanked(file, testcase);
    const { imports, statements } = flattened(source, parentOf, new Set(), new Set(), new Set());
    return [...new Set(imports), ...statements].join("\n");
}

/** The file's text with blanks for what belongs to other cases; line breaks stay. */
function blanked({ text, cases }: TestFile, chosen: TestCase): string {
    let out = "";
    let at = 0;
    const blank = (from: number, to: number): string => text.slice(from, to).replace(/[^\r\n]/g, " ");
    for (const { place, name } of cases) {
        const { start, end, bodyStart, bodyEnd } = place;
        out += text.slice(at, start);
        const isChosen = name === chosen.name && start === chosen.place.start;
        out += isChosen ? blank(start, bodyStart) + text.slice(bodyStart, bodyEnd) + blank(bodyEnd, end) : blank(start, end);
        at = end;
    }
    return out + text.slice(at);
}

/** Options that statements set. */
function optionsOf(text: string): Set<string> {
    return new Set(parse(text).chunks.flatMap((chunk) => optionName(chunk) ?? []));
}

function flattened(
    { file, testcase }: CaseSource,
    parentOf: (testcase: TestCase) => CaseSource,
    set: Set<string>,
    path: ReadonlySet<TestCase>,
    texts: ReadonlySet<string>,
): { imports: readonly string[]; statements: readonly string[] } {
    if (path.has(testcase)) throw new Error(`testcase ${testcase.name} extends itself`);
    const imports = [...file.imports];
    const statements: string[] = [];
    const add = ({ text, option }: Part): void => {
        if (option !== undefined && set.has(option)) return;
        if (option !== undefined) set.add(option);
        statements.push(text);
    };
    // What the block sets wins over the file.
    const own = optionsOf(testcase.body);
    // A case of the same file has the file's statements already.
    for (const part of texts.has(file.text) ? [] : file.statements) if (part.option === undefined || !own.has(part.option)) add(part);
    const body = parse(testcase.body);
    for (const [at, chunk] of body.chunks.entries()) {
        const base = body.offsets[at] ?? 0;
        if (isSuper(chunk)) {
            if (testcase.parent === undefined) throw new Error(`testcase ${testcase.name} calls super() and extends nothing`);
            const above = flattened(parentOf(testcase), parentOf, set, new Set([...path, testcase]), new Set([...texts, file.text]));
            imports.push(...above.imports);
            statements.push(...above.statements);
        } else {
            add({ text: testcase.body.slice(base, base + chunk.item.end), option: optionName(chunk) });
        }
    }
    return { imports, statements };
}

function isSuper({ item }: Chunk): boolean {
    if (item.kind !== "ExpressionStatement" || item.expression.kind !== "CallExpression") return false;
    const { callee, args } = item.expression;
    return callee.kind === "Identifier" && callee.name === "super" && (args?.properties.length ?? 0) === 0;
}
