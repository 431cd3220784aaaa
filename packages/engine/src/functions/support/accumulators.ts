import type { Column, ColumnType } from "@flux-scripts/tables";
import type { Accumulator, AccumulatorMaker } from "../../execution/aggregates.ts";
import { isNumeric, nullsOf } from "./columns.ts";

/** What gathers floats to one: null where there is nothing to say. */
export interface FloatState {
    add(value: number): void;
    value(): number | null;
}

/** An aggregate of numbers of any kind that gives a float. `types` says which kinds. */
export function floatAccumulator(make: () => FloatState, types: (type: ColumnType) => boolean = isNumeric): AccumulatorMaker {
    return (type) => (types(type) ? new FloatAccumulator(make) : undefined);
}

class FloatAccumulator implements Accumulator {
    readonly type = "float";
    private state: FloatState;

    constructor(private readonly make: () => FloatState) {
        this.state = make();
    }

    add(column: Column, start: number, end: number): void {
        const nulls = nullsOf(column);
        const data = column.data as ArrayLike<number | bigint>;
        for (let row = start; row < end; row += 1) {
            if (nulls[row] !== 1) {
                this.state.add(Number(data[row]));
            }
        }
    }

    value(): number | null {
        return this.state.value();
    }

    reset(): void {
        this.state = this.make();
    }
}
