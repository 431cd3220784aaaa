/** Messages between a query worker and the storage thread, over a port of their own. */
import type { BucketInfo, ReadRequest, SeriesLabels, SeriesRequest } from "@flux-scripts/engine";
import type { PlainError } from "../errors.ts";
import type { SeriesPiece } from "./read.ts";

export type ToReader =
    | { readonly kind: "read"; readonly id: number; readonly request: ReadRequest }
    /** The next rows of a read. */
    | { readonly kind: "next"; readonly id: number }
    /** Nobody wants the rest of a read. */
    | { readonly kind: "end"; readonly id: number }
    /** Nobody wants the rest of any read: the run has ended. */
    | { readonly kind: "reset"; readonly id: number }
    | { readonly kind: "series"; readonly id: number; readonly request: SeriesRequest }
    | { readonly kind: "buckets"; readonly id: number }
    | { readonly kind: "write"; readonly id: number; readonly bucket: string; readonly lines: string };

export type FromReader =
    | { readonly kind: "rows"; readonly id: number; readonly pieces: readonly SeriesPiece[]; readonly done: boolean }
    | { readonly kind: "series"; readonly id: number; readonly series: readonly SeriesLabels[] }
    | { readonly kind: "buckets"; readonly id: number; readonly buckets: readonly BucketInfo[] }
    | { readonly kind: "written"; readonly id: number }
    | { readonly kind: "error"; readonly id: number; readonly error: PlainError };
