/** Names of buckets, fields and tag values for the params form. */
import type { Connection } from "../connections/model.ts";
import { readQuestion } from "../connections/schema.ts";
import { rangeBounds } from "../rangeBounds.ts";
import type { Services } from "../services.ts";
import type { NamesQuestion } from "./paramInfo.ts";

/** Columns that rows of a bucket have besides its tags. */
const standardColumns: readonly string[] = ["_time", "_value", "_field", "_measurement", ...rangeBounds];

/** Live names for the form. The local backend is started for them: the run needs it in a moment anyway. */
export async function namesFor(
    { connections, schema, output }: Services,
    connection: Connection,
    question: NamesQuestion,
): Promise<readonly string[]> {
    const ofColumns = question.what === "columns";
    const standard = ofColumns ? standardColumns : [];
    const asked = readQuestion(ofColumns ? { ...question, what: "tags" } : question);
    if (asked === undefined) return standard;
    try {
        const backend = connection.kind === "local" ? await connections.open(connection) : await connections.quiet(connection);
        const names = backend === undefined ? [] : await schema.names(connection.id, backend, asked);
        return [...names, ...standard];
    } catch (error) {
        // The form works without names; why they are missing shows when the script runs.
        output.debug(`names for the form: ${error instanceof Error ? error.message : String(error)}`);
        return standard;
    }
}
