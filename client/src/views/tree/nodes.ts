/** What stands in the explorer: connections, their scripts with params, and their buckets down to tag values. */
import type { Script } from "@flux-scripts/scripts-api";
import type { Connection } from "../../connections/model.ts";
import type { ScriptState } from "../../sync/states.ts";

interface On {
    readonly connection: Connection;
}

interface InBucket extends On {
    readonly bucket: string;
}

interface InMeasurement extends InBucket {
    readonly measurement: string;
}

export type ScriptNode = On & { readonly kind: "script"; readonly script: Script; readonly state: ScriptState | undefined };

/** A script of the workspace that the connection has not. */
type HereNode = On & { readonly kind: "here"; readonly name: string; readonly file: string };

interface ParamNode {
    readonly kind: "param";
    readonly name: string;
    readonly type: string;
    /** JSON text of its value in the first preset that has it. */
    readonly value: string | undefined;
    readonly preset: string | undefined;
}

export type DataNode =
    | (InBucket & { readonly kind: "bucket" })
    | (InMeasurement & { readonly kind: "measurement" })
    | (InMeasurement & { readonly kind: "field"; readonly name: string })
    | (InMeasurement & { readonly kind: "tag"; readonly name: string })
    | (InMeasurement & { readonly kind: "tagValue"; readonly name: string; readonly value: string });

/** Says something instead of rows; `command` is what pressing it does. */
interface NoteNode {
    readonly kind: "note";
    readonly text: string;
    readonly detail: string;
    readonly icon?: string;
    readonly command?: { readonly id: string; readonly arguments: readonly unknown[] };
}

/** What went wrong while the children of `parent` were asked for; pressing it asks again. */
interface ErrorNode {
    readonly kind: "error";
    readonly text: string;
    readonly hint: string;
    readonly parent: TreeNode;
}

export type TreeNode =
    | (On & { readonly kind: "connection" })
    | ScriptNode
    | HereNode
    | ParamNode
    | (On & { readonly kind: "buckets" })
    | DataNode
    | NoteNode
    | ErrorNode;

export function isDataNode(node: TreeNode | undefined): node is DataNode {
    return node !== undefined && ["bucket", "measurement", "field", "tag", "tagValue"].includes(node.kind);
}

/** The connection that a node belongs to. */
export function connectionOf(node: TreeNode | undefined): Connection | undefined {
    if (node === undefined || node.kind === "note" || node.kind === "param") return undefined;
    return node.kind === "error" ? connectionOf(node.parent) : node.connection;
}
