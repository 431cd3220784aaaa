import type { Table } from "@flux-scripts/tables";
import type { Args } from "../../arguments.ts";
import { keyText } from "../../execution/aggregates.ts";
import type { StepNode } from "../../execution/node.ts";
import { eachTable } from "../../execution/steps.ts";
import type { Run } from "../../execution/run.ts";
import { FluxError } from "../../values/error.ts";

/**
 * A step on the argument `tables` that makes each table anew under its own key: results come sorted by key, and two tables of one key
 * are an error.
 */
export function perTable(args: Args, name: string, work: (table: Table, run: Run) => Table): StepNode {
    return eachTable(args.stream("tables"), name, work, {
        order: "sorted",
        keepsKey: true,
        onDuplicate: (table) => new FluxError("failed precondition", `${name} found duplicate table with key: ${keyText(table)}`),
    });
}

/** As {@link perTable}, for steps whose result may have another key; tables that end with one key become one. */
export function perTableRekeyed(args: Args, name: string, work: (table: Table, run: Run) => Table): StepNode {
    return eachTable(args.stream("tables"), name, work, { order: "sorted" });
}

/** A step that changes each table and passes it on in its place. */
export function inPlace(args: Args, name: string, work: (table: Table, run: Run) => Table | undefined): StepNode {
    return eachTable(args.stream("tables"), name, work, { keepsKey: true });
}
