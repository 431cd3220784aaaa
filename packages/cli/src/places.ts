/** Where the command line keeps its own files. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The backend's data folder when none is given: the user's own, by the platform's custom. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
    const own = env["FLUX_SCRIPTS_DATA"];
    if (own !== undefined && own !== "") return own;
    if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "flux-scripts", "data");
    if (platform === "darwin") return join(homedir(), "Library", "Application Support", "flux-scripts", "data");
    return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "flux-scripts", "data");
}
