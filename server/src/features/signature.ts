/** Signature help: the parameters of the call around the cursor. */
import type { SignatureInfo, SignatureParameter } from "@flux-scripts/flux";
import { type ExportDoc, exportDoc } from "@flux-scripts/stdlib-docs";
import { MarkupKind, type SignatureHelp } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { docText, marked, oneLine, type TextStyle } from "../text.ts";

export const signatureTriggers = ["(", ",", ":"];

export function registerSignatureHelp(context: ServerContext): void {
    context.connection.onSignatureHelp(
        answering(context, null, async (document, { position }): Promise<SignatureHelp | null> => {
            const call = callAround(document, document.offsetAt(position));
            if (call === undefined) return null;
            const doc = call.package === undefined ? undefined : await exportDoc(call.package, call.name);
            // A value that is still missing has no place in the tree: its name before the cursor tells which it is.
            const key = /([\p{L}_][\p{L}\p{Nd}_]*)\s*:\s*$/u.exec(document.text.slice(call.start, document.offsetAt(position)))?.[1];
            const typed = call.parameters.findIndex(({ name }) => name === key);
            return signatureHelp(call.active === undefined && typed >= 0 ? { ...call, active: typed } : call, doc, context);
        }),
    );
}

/** The innermost call whose parentheses hold the offset; right behind its closing one that is the call around it. */
function callAround({ analysis, text }: OpenDocument, offset: number): SignatureInfo | undefined {
    let call = analysis.signatureAt(offset);
    while (call !== undefined && call.end === offset && text[offset - 1] === ")") {
        const outer = analysis.signatureAt(call.start);
        // What is open to the end of the text has no closing one.
        call = outer !== undefined && outer.start < call.start ? outer : undefined;
    }
    return call;
}

function signatureHelp(call: SignatureInfo, doc: ExportDoc | undefined, context: ServerContext): SignatureHelp {
    const style: TextStyle = context.client.signatureMarkdown ? "markdown" : "plain";
    let label = `${call.name}(`;
    const parameters = call.parameters.map((parameter, at) => {
        const start = label.length + (at === 0 ? 0 : 2);
        label += `${at === 0 ? "" : ", "}${parameterText(parameter)}`;
        const text = doc?.arguments?.[parameter.name];
        return {
            label: context.client.parameterOffsets ? ([start, label.length] as [number, number]) : parameterText(parameter),
            ...(text === undefined
                ? {}
                : { documentation: style === "markdown" ? { kind: MarkupKind.Markdown, value: text } : marked(text, style) }),
        };
    });
    label += `)${resultText(call.type)}`;
    const summary = doc === undefined ? "" : docText({ package: call.package }, { summary: doc.summary }, style);
    const active = call.active ?? nextParameter(call);
    return {
        signatures: [
            {
                label,
                parameters,
                ...(summary === ""
                    ? {}
                    : { documentation: style === "markdown" ? { kind: MarkupKind.Markdown, value: summary } : summary }),
                ...(active === undefined ? {} : { activeParameter: active }),
            },
        ],
        activeSignature: 0,
        ...(active === undefined ? {} : { activeParameter: active }),
    };
}

function parameterText({ name, type, mode, default: value }: SignatureParameter): string {
    const mark = mode === "pipe" ? "<-" : mode === "optional" ? "?" : "";
    // Constraints of type variables stand once, at the end.
    return `${mark}${name}: ${oneLine(type.replace(/ where .*$/s, ""))}${value === undefined ? "" : ` = ${value}`}`;
}

/** Where no argument is under the cursor: the first that is required and not given, else the first that is not given. */
function nextParameter({ parameters, given }: SignatureInfo): number | undefined {
    const open = (mode: SignatureParameter["mode"]): number =>
        parameters.findIndex((each) => each.mode === mode && !given.includes(each.name));
    const next = open("required") >= 0 ? open("required") : open("optional");
    return next < 0 ? undefined : next;
}

function resultText(type: string): string {
    const arrow = type.lastIndexOf(") => ");
    // A function that gives a function has several arrows: the whole type is in the hover.
    return arrow < 0 || type.indexOf(") => ") !== arrow ? "" : type.slice(arrow + 1);
}
