/** What the page of a dry run and the extension tell each other. */
import type { LineEdit, PlanItem, SyncAction } from "@flux-scripts/workspace";

export interface PlanRow {
    readonly key: string;
    readonly name: string;
    readonly state: PlanItem["state"];
    /** Its name on the other side, where that is another one. */
    readonly otherName?: string;
    readonly action: SyncAction;
    /** What may be chosen instead; without `action`. */
    readonly choices: readonly SyncAction[];
    /** When each side was changed last, milliseconds since the epoch. */
    readonly here?: number;
    readonly there?: number;
    readonly canMerge: boolean;
    /** Both sides had it in common once. */
    readonly synced: boolean;
}

export interface PlanData {
    readonly folder: string;
    readonly connection: string;
    readonly kind: "local" | "cloud" | "oss";
    readonly label: string;
    readonly protected: boolean;
    readonly rows: readonly PlanRow[];
}

export type PlanMessage =
    | { readonly type: "ready" | "refresh" | "close" }
    | { readonly type: "select" | "merge" | "open"; readonly key: string }
    | { readonly type: "apply"; readonly actions: readonly (readonly [string, SyncAction])[] }
    | { readonly type: "copy"; readonly text: string };

export type PlanUpdate =
    | { readonly type: "plan"; readonly plan: PlanData }
    /** From the stored text to that of the workspace. */
    | {
          readonly type: "difference";
          readonly key: string;
          readonly edits: readonly LineEdit[];
          readonly descriptions?: readonly [string, string];
      }
    | { readonly type: "busy"; readonly busy: boolean };
