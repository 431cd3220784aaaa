/** Packages of the user: `import "shared/units"` is `shared/units.flux` in the script's folder, or in the current one. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An import path that stays below the folder it is looked up in. */
const plainPath = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Looks up the text of a package for a script of a file (`-` for standard input). */
export function packagesNear(file: string): (path: string) => string | undefined {
    const folders = file === "-" ? ["."] : [dirname(file), "."];
    return (path) => {
        if (!plainPath.test(path)) return undefined;
        const place = folders.map((folder) => join(folder, `${path}.flux`)).find((candidate) => existsSync(candidate));
        return place === undefined ? undefined : readFileSync(place, "utf8");
    };
}
