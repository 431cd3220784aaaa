import { fileURLToPath } from "node:url";
import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

/** Which room may import which; docs/ARCHITECTURE.md says why. `flux-params` is the parser-free entry of `flux`. */
const directions = {
    flux: ["flux-params"],
    "flux-params": [],
    "stdlib-docs": [],
    tables: [],
    engine: ["flux", "flux-params", "tables"],
    "scripts-api": ["tables"],
    workspace: ["scripts-api"],
    backend: ["flux", "flux-params", "tables", "engine", "scripts-api"],
    server: ["flux", "flux-params", "stdlib-docs"],
    client: ["scripts-api", "workspace", "tables", "flux-params"],
    cli: ["flux", "flux-params", "stdlib-docs", "tables", "engine", "scripts-api", "workspace", "backend", "server"],
};

const rooms = Object.keys(directions);

const packages = ["flux", "stdlib-docs", "tables", "engine", "scripts-api", "workspace", "backend", "cli"];

const elements = [
    { type: "flux-params", pattern: "packages/flux/src/params" },
    ...packages.map((name) => ({ type: name, pattern: `packages/${name}` })),
    { type: "server", pattern: "server" },
    { type: "client", pattern: "client" },
];

const sources = ["packages/*/src/**/*.ts", "server/src/**/*.ts", "client/src/**/*.ts"];
const tests = "**/*.test.ts";

export default tseslint.config(
    {
        ignores: ["**/dist/**", "**/node_modules/**", "test/conformance/engine/**", "samples/**"],
    },
    {
        files: [...sources, "test/**/*.ts", "bench/**/*.ts"],
        extends: [tseslint.configs.recommended],
        rules: {
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            "@typescript-eslint/consistent-type-imports": "error",
            // A node kind without members of its own is still a kind.
            "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
            eqeqeq: "error",
            "no-eval": "error",
        },
    },
    {
        files: sources,
        plugins: { boundaries },
        settings: {
            "import/resolver": { [fileURLToPath(new URL("./scripts/lib/room-resolver.cjs", import.meta.url))]: {} },
            "boundaries/elements": elements,
        },
        rules: {
            "boundaries/dependencies": [
                "error",
                {
                    // Packages and Node are not a matter of directions.
                    default: "allow",
                    policies: Object.entries(directions).map(([room, allowed]) => ({
                        from: { element: { type: room } },
                        disallow: {
                            to: { element: { types: { anyOf: rooms.filter((other) => other !== room && !allowed.includes(other)) } } },
                        },
                        message: `${room} may import of ours: ${allowed.join(", ") || "nothing"} (see docs/ARCHITECTURE.md)`,
                    })),
                },
            ],
        },
    },
    {
        files: ["packages/flux/src/**/*.ts", "packages/stdlib-docs/src/**/*.ts", "packages/tables/src/**/*.ts"],
        ignores: [tests],
        rules: {
            "no-restricted-imports": [
                "error",
                { patterns: [{ regex: "^(node:|vscode)", message: "This room is pure: no input or output, nothing of Node or VS Code." }] },
            ],
        },
    },
    {
        files: ["packages/**/*.ts", "server/**/*.ts"],
        ignores: ["packages/flux/src/**/*.ts", "packages/stdlib-docs/src/**/*.ts", "packages/tables/src/**/*.ts"],
        rules: {
            "no-restricted-imports": ["error", { paths: [{ name: "vscode", message: "Only the client knows VS Code." }] }],
        },
    },
);
