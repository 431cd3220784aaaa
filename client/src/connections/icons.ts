/** How a connection looks in lists. */
import * as vscode from "vscode";
import { type Connection, colorOf } from "./model.ts";

/** Codicons of the kinds of servers. */
export const kindIcons = { local: "database", cloud: "cloud", oss: "server" } as const;

/** The kind, or a lock where it is protected, in the connection's colour. */
export function connectionIcon(connection: Connection): vscode.ThemeIcon {
    return new vscode.ThemeIcon(connection.protected ? "lock" : kindIcons[connection.kind], themeColor(connection));
}

/** The connection's colour as the theme has it; undefined for none. */
export function themeColor(connection: Connection): vscode.ThemeColor | undefined {
    const color = colorOf(connection);
    return color === "none" ? undefined : new vscode.ThemeColor(`fluxScripts.connection${color.charAt(0).toUpperCase()}${color.slice(1)}`);
}
