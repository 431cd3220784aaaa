/**
 * Token kinds. Numbers, so that the parser's tests compile to integer comparisons; the names are those
 * that syntax errors show.
 */
const KINDS = {
    EOF: 0,
    ILLEGAL: 1,
    IDENT: 2,
    INT: 3,
    FLOAT: 4,
    STRING: 5,
    /** The opening or closing quote of a string with interpolations (or of an unclosed one). */
    QUOTE: 6,
    TEXT: 7,
    STRINGEXPR: 8,
    REGEX: 9,
    TIME: 10,
    DURATION: 11,
    ATTRIBUTE: 12,
    AND: 13,
    OR: 14,
    NOT: 15,
    EXISTS: 16,
    IF: 17,
    THEN: 18,
    ELSE: 19,
    IMPORT: 20,
    PACKAGE: 21,
    RETURN: 22,
    OPTION: 23,
    BUILTIN: 24,
    TESTCASE: 25,
    ADD: 26,
    SUB: 27,
    MUL: 28,
    DIV: 29,
    MOD: 30,
    POW: 31,
    EQ: 32,
    NEQ: 33,
    LT: 34,
    LTE: 35,
    GT: 36,
    GTE: 37,
    REGEXEQ: 38,
    REGEXNEQ: 39,
    ASSIGN: 40,
    ARROW: 41,
    PIPE_FORWARD: 42,
    PIPE_RECEIVE: 43,
    LPAREN: 44,
    RPAREN: 45,
    LBRACK: 46,
    RBRACK: 47,
    LBRACE: 48,
    RBRACE: 49,
    COMMA: 50,
    DOT: 51,
    COLON: 52,
    QUESTION_MARK: 53,
};

/** Plain numbers to the type checker, as the kind ahead changes with every token taken. */
export const T: { readonly [K in keyof typeof KINDS]: number } = KINDS;

/** A member of {@link T} */
export type TokenKind = number;

/** Name of each kind as shown in messages (`expected RPAREN, got EOF`). */
export const TOKEN_NAMES: readonly string[] = Object.keys(T);

/** Reserved words. `extends`, `where`, `with`, `stream` … are plain identifiers with a meaning by place. */
const KEYWORDS: readonly (readonly [string, TokenKind])[] = [
    ["and", T.AND],
    ["or", T.OR],
    ["not", T.NOT],
    ["exists", T.EXISTS],
    ["if", T.IF],
    ["then", T.THEN],
    ["else", T.ELSE],
    ["import", T.IMPORT],
    ["package", T.PACKAGE],
    ["return", T.RETURN],
    ["option", T.OPTION],
    ["builtin", T.BUILTIN],
    ["testcase", T.TESTCASE],
];

const LONGEST = 8;

/** No two reserved words have the same first letter and length: at most one is to be compared. */
const BY_LETTER_AND_LENGTH: (readonly [string, TokenKind] | undefined)[] = Array.from({ length: 26 * (LONGEST + 1) }, () => undefined);
for (const keyword of KEYWORDS) {
    BY_LETTER_AND_LENGTH[(keyword[0].charCodeAt(0) - 0x61) * (LONGEST + 1) + keyword[0].length] = keyword;
}

/** Kind of a word: that of a reserved word, or IDENT. It allocates nothing. */
export function wordKind(text: string, start: number, end: number): TokenKind {
    const size = end - start;
    const letter = text.charCodeAt(start) - 0x61;
    if (size < 2 || size > LONGEST || letter < 0 || letter > 25) {
        return T.IDENT;
    }
    const keyword = BY_LETTER_AND_LENGTH[letter * (LONGEST + 1) + size];
    return keyword !== undefined && text.startsWith(keyword[0], start) ? keyword[1] : T.IDENT;
}
