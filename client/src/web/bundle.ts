/** A second bundle of the extension in a browser. */
import type * as vscode from "vscode";

/** The loader of the extension's main file, which gives the API itself: packages copy its own names, and what our modules share has none. */
declare function require(name: "vscode"): unknown;

/**
 * Reads a bundle of ours beside this one and answers its exports. VS Code's loader there knows the extension's main file only; this
 * does with the other what it does with that. Rejects when the file can't be read.
 */
export async function loadBundle(uri: vscode.Uri): Promise<unknown> {
    const address = uri.toString(true);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const module: { exports: unknown } = { exports: {} };
    const source = `${await response.text()}\n//# sourceURL=${address}`;
    // Our own file, from the extension's own folder.
    const run = new Function("module", "exports", "require", source) as (
        module: { exports: unknown },
        exports: unknown,
        require: (name: string) => unknown,
    ) => void;
    run(module, module.exports, (name) => {
        if (name === "vscode") return require("vscode");
        throw new Error(`${name} is not there in a browser`);
    });
    return module.exports;
}
