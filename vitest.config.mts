import { defineConfig } from "vitest/config";

// Tests stand beside what they test; tests of several rooms are under test/. The end-to-end tests in
// a real VS Code have their own runner (test/e2e).
export default defineConfig({
    test: {
        include: [
            "packages/*/src/**/*.test.ts",
            "packages/*/test/**/*.test.ts",
            "server/src/**/*.test.ts",
            "client/src/**/*.test.ts",
            "test/**/*.test.ts",
            "syntaxes/**/*.test.ts",
        ],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        pool: "forks",
        globalSetup: "scripts/lib/temporary.mjs",
    },
});
