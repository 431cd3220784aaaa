/** An answer of CSV as a file of any format, as a stream: read once for its schema where the format needs it, once for its rows. */
import { columnOf, type DecodedChunk, ResultCsvDecoder, valueOf } from "@flux-scripts/tables";
import { type FileFormat, SchemaUnion, type TableWriter, textWriter, type Write } from "@flux-scripts/tables/export";
import type { columnarWriter } from "@flux-scripts/tables/export/columnar";

/** A file that is there only once it is whole. */
export interface FileTarget {
    write(bytes: Uint8Array): Promise<void>;
    /** Puts it in its place. */
    finish(): Promise<void>;
    /** Leaves nothing of it. */
    discard(): Promise<void>;
}

export interface ExportReport {
    readonly rows: number;
    /** Message of the error table that ended the answer. */
    readonly error?: string;
}

export interface Exporting {
    readonly format: FileFormat;
    /** The answer's bytes; asked for twice, but for annotated CSV, which is passed on as it is. */
    readonly pieces: () => AsyncIterable<Uint8Array>;
    readonly target: FileTarget;
    /** Loads the libraries of columnar formats. */
    readonly columnar: () => Promise<typeof columnarWriter>;
    readonly signal: AbortSignal;
    readonly onRows: (rows: number) => void;
}

/** Writes the file. When it fails, or `signal` ends it, nothing of the file stays. */
export async function exportFile(exporting: Exporting): Promise<ExportReport> {
    const { target } = exporting;
    try {
        const report = exporting.format === "annotated" ? await passedOn(exporting) : await written(exporting);
        exporting.signal.throwIfAborted();
        await target.finish();
        return report;
    } catch (error) {
        await target.discard();
        throw error;
    }
}

async function passedOn({ pieces, target, signal, onRows }: Exporting): Promise<ExportReport> {
    const rows = new Rows();
    await decode(
        pieces(),
        signal,
        (chunk) => rows.take(chunk),
        async (piece) => {
            onRows(rows.count);
            await target.write(piece);
        },
    );
    return rows.report();
}

async function written({ format, pieces, target, columnar, signal, onRows }: Exporting): Promise<ExportReport> {
    const union = new SchemaUnion();
    const first = new Rows();
    await decode(pieces(), signal, (chunk) => {
        if (first.take(chunk)) union.add(nameOf(chunk), chunk.table);
    });
    const write: Write = (bytes) => target.write(bytes);
    const writer: TableWriter =
        format === "parquet" || format === "arrow"
            ? (await columnar())(format, union.schema(), write)
            : textWriter(format, write, union.isNamed);
    const rows = new Rows();
    await decode(pieces(), signal, async (chunk) => {
        if (!rows.take(chunk)) return;
        onRows(rows.count);
        await writer.add(nameOf(chunk), chunk.table, chunk.more);
    });
    await writer.finish();
    return rows.report();
}

async function decode(
    pieces: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
    take: (chunk: DecodedChunk) => unknown,
    after?: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
    const decoder = new ResultCsvDecoder();
    for await (const piece of pieces) {
        signal.throwIfAborted();
        for (const chunk of decoder.push(piece)) await take(chunk);
        await after?.(piece);
    }
    for (const chunk of decoder.finish()) await take(chunk);
}

function nameOf({ result }: DecodedChunk): string {
    return result === "" ? "_result" : result;
}

/** Counts rows, and tells an error table from them. */
class Rows {
    count = 0;
    private error: string | undefined;

    take({ table }: DecodedChunk): boolean {
        const isError = table.columns.length === 2 && columnOf(table, "error") !== undefined && columnOf(table, "reference") !== undefined;
        if (isError) {
            if (table.rows > 0) this.error = String(valueOf(table, "error", 0) ?? "");
            return false;
        }
        this.count += table.rows;
        return true;
    }

    report(): ExportReport {
        return { rows: this.count, ...(this.error === undefined ? {} : { error: this.error }) };
    }
}
