import { defineConfig } from "vitest/config";

// One real VS Code at a time: two of them on two cores would only wait for each other.
export default defineConfig({
    test: {
        include: ["test/e2e/**/*.e2e.ts"],
        testTimeout: 180_000,
        hookTimeout: 300_000,
        fileParallelism: false,
        pool: "forks",
        // Elsewhere the folder's path would make those of VS Code's sockets too long.
        globalSetup: process.platform === "linux" ? "scripts/lib/temporary.mjs" : [],
    },
});
