/** Functions that the standard library has moved or replaced. */
import { exportInfo } from "../stdlib/signatures.ts";
import { resolve } from "../types/type.ts";
import { allNodes, type Finding, type Rule } from "./context.ts";

export const deprecatedFunction: Rule = {
    code: "deprecated-function",
    summary: "A function that the standard library has replaced.",
    severity: "hint",
    *check({ file, recording }): Iterable<Finding> {
        for (const use of recording.uses) {
            const path = use.binding?.kind === "prelude" ? use.binding.package : undefined;
            const since = path === undefined ? undefined : exportInfo(path, use.node.name)?.deprecated;
            if (since !== undefined) {
                yield {
                    chunk: use.chunk,
                    place: use.node,
                    message: `${use.node.name} is deprecated since Flux ${since}`,
                    deprecated: true,
                };
            }
        }
        for (const [chunk, { item }] of file.chunks.entries()) {
            for (const node of allNodes(item)) {
                if (node.kind !== "MemberExpression" || node.property.kind !== "Identifier") {
                    continue;
                }
                const type = recording.types.get(node.object);
                const subject = type === undefined ? undefined : resolve(type);
                const since = subject?.tag === "package" ? exportInfo(subject.path, node.property.name)?.deprecated : undefined;
                if (since !== undefined) {
                    yield {
                        chunk,
                        place: node.property,
                        message: `${node.property.name} is deprecated since Flux ${since}`,
                        deprecated: true,
                    };
                }
            }
        }
    },
};
