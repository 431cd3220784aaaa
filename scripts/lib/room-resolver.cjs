// Resolves imports for the rule on import directions: `@flux-scripts/flux` is a folder of this repository, found by the
// `exports` of its package.json; everything else is resolved as Node does.
const { existsSync, readFileSync, statSync } = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const path = require("node:path");

const root = path.dirname(path.dirname(__dirname));

exports.interfaceVersion = 2;

exports.resolve = function resolve(source, file) {
    if (isBuiltin(source)) return { found: true, path: null };
    if (source.startsWith("@flux-scripts/")) return roomFile(source);
    if (source.startsWith(".")) return relativeFile(source, file);
    try {
        return { found: true, path: createRequire(file).resolve(source) };
    } catch {
        return { found: false };
    }
};

function roomFile(source) {
    const [, name, ...rest] = source.split("/");
    const folder = [path.join(root, "packages", name), path.join(root, name)].find((place) => existsSync(path.join(place, "package.json")));
    if (folder === undefined) return { found: false };
    const { exports: entries } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const entry = entries[rest.length === 0 ? "." : `./${rest.join("/")}`];
    return typeof entry === "string" ? { found: true, path: path.join(folder, entry) } : { found: false };
}

function relativeFile(source, file) {
    const target = path.resolve(path.dirname(file), source);
    return existsSync(target) && statSync(target).isFile() ? { found: true, path: target } : { found: false };
}
