/** HTTP in the desktop extension host. */
import { createRequire } from "node:module";
import type { FetchLike } from "@flux-scripts/scripts-api";

/**
 * undici's fetch, loaded on first use. It is required, not imported: VS Code applies its proxy and certificate settings only
 * to a required undici.
 */
export function nodeFetch(): FetchLike {
    let loaded: FetchLike | undefined;
    return (url, init) => {
        loaded ??= (createRequire(import.meta.url)("undici") as { fetch: FetchLike }).fetch;
        return loaded(url, init);
    };
}
