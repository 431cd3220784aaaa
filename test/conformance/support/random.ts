/** Choices that follow from a seed alone. */
export interface Random {
    below(limit: number): number;
    pick<T>(list: readonly T[]): T;
    /** True once in `times`. */
    oneIn(times: number): boolean;
}

export function randomFrom(seed: number): Random {
    let state = seed | 0;
    const below = (limit: number): number => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
    };
    return { below, pick: (list) => list[below(list.length)] as never, oneIn: (times) => below(times) === 0 };
}
