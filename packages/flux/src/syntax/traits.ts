/**
 * What the parser notices about a chunk while it makes it, as bits, so that later steps don't walk a tree to
 * find nothing. A bit may be set for nothing, but it is set whenever there is something to be found.
 */
export const TRAIT = {
    /** There may be syntax or convert errors, or more levels than a tree may have. */
    SUSPECT: 1,
    /** Names bound by the statements of a block. */
    BLOCK: 2,
    /** A label literal. */
    LABEL: 4,
} as const;

/** A top-level item may have this many levels of nodes, itself included. */
export const MAX_TREE_DEPTH = 178;

/** At most so many levels lie between the root of an expression and one nested in its brackets, operators and calls left out. */
export const LEVELS_OF_NESTING = 6;
