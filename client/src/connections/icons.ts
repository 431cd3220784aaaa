/** How a connection looks in lists. */
import * as vscode from "vscode";
import { type Connection, colorOf } from "./model.ts";

/** Codicons of the kinds of servers. */
export const kindIcons = { local: "database", cloud: "cloud", oss: "server" } as const;

/** The kind, or a lock where it is protected, in the connection's colour. */
export function connectionIcon(connection: Connection): vscode.ThemeIcon {
    const color = colorOf(connection);
    return new vscode.ThemeIcon(
        connection.protected ? "lock" : kindIcons[connection.kind],
        color === "none" ? undefined : new vscode.ThemeColor(`fluxScripts.connection.${color}`),
    );
}
