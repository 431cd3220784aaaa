/**
 * Unification of functions: which parameters of one answer which of the other, by name. Faults come in the reference's order: the
 * pipes' names or a missing pipe, what is too much, what is required by name, the pipes among it, what is optional, the result.
 */
import { type FunctionShape, insertParameter, type ParameterType } from "./type.ts";
import { type Report, unify } from "./unify.ts";

function find(parameters: readonly ParameterType[], name: string): ParameterType | undefined {
    for (const parameter of parameters) {
        if (parameter.name === name) {
            return parameter;
        }
    }
    return undefined;
}

/**
 * `found` must be callable as `expected` is called; a call is `found` with its arguments all required.
 * Pipes join the required arguments by name.
 */
export function unifyFunctions(expected: FunctionShape, found: FunctionShape, report: Report): void {
    let wanted = expected.required;
    let given = found.required;
    const { pipe } = expected;
    /** The pipe where both have one: it takes the place of a parameter of its name. */
    let piped: ParameterType | undefined;
    if (pipe !== undefined && found.pipe !== undefined) {
        if (pipe.name !== "" && found.pipe.name !== "" && pipe.name !== found.pipe.name) {
            report({ tag: "pipe-name", expected: pipe.name, found: found.pipe.name });
        } else {
            piped = { name: pipe.name === "" ? "<-" : pipe.name, type: pipe.type };
        }
    } else if (pipe?.name === "" || found.pipe?.name === "") {
        report({ tag: "missing-pipe" });
    } else if (pipe !== undefined) {
        wanted = withParameter(wanted, pipe);
    } else if (found.pipe !== undefined) {
        given = withParameter(given, found.pipe);
    }

    for (const { name } of given) {
        if (name !== piped?.name && find(wanted, name) === undefined && find(expected.optional, name) === undefined) {
            const open = [...wanted, ...expected.optional].filter(
                (parameter) =>
                    parameter.name !== piped?.name &&
                    find(given, parameter.name) === undefined &&
                    find(found.optional, parameter.name) === undefined,
            );
            report({ tag: "unexpected-argument", name, expected: open.map((parameter) => parameter.name) });
        }
    }
    let due = piped;
    for (const parameter of wanted) {
        if (due !== undefined && due.name <= parameter.name) {
            unifyParameters(due, found.pipe as ParameterType, report);
            due = undefined;
        }
        if (parameter.name === piped?.name) {
            continue;
        }
        const other = find(given, parameter.name) ?? find(found.optional, parameter.name);
        if (other === undefined) {
            report({ tag: "missing-argument", name: parameter.name });
        } else {
            unifyParameters(parameter, other, report);
        }
    }
    if (due !== undefined) {
        unifyParameters(due, found.pipe as ParameterType, report);
    }
    for (const parameter of expected.optional) {
        const other = parameter.name === piped?.name ? found.pipe : (find(given, parameter.name) ?? find(found.optional, parameter.name));
        if (other !== undefined) {
            unifyParameters(parameter, other, report);
        }
    }
    unify(expected.result, found.result, (cause) => report({ tag: "result", expected: expected.result, found: found.result, cause }));
}

function unifyParameters({ name, type }: ParameterType, other: ParameterType, report: Report): void {
    // Most are a basic type and a value of it.
    if (type !== other.type) {
        unify(type, other.type, (cause) => report({ tag: "argument", name, cause }));
    }
}

/** Sorted by name; takes the place of one of the same name. */
function withParameter(parameters: readonly ParameterType[], parameter: ParameterType): readonly ParameterType[] {
    const out = parameters.slice();
    insertParameter(out, parameter);
    return out;
}
