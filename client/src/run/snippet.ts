/** Calls of a stored script in other languages, ready to paste. The token is named, never written. */

export interface SnippetFacts {
    readonly url: string;
    /** Undefined for a script that is not stored yet. */
    readonly id: string | undefined;
    readonly name: string;
    /** JSON text of the params. */
    readonly params: string;
}

export type SnippetLanguage = "curl" | "javascript" | "python" | "go" | "cli";

const missingId = "SCRIPT_ID";

export function snippet(language: SnippetLanguage, { url, id = missingId, name, params }: SnippetFacts): string {
    const address = `${url}/api/v2/scripts/${id}/invoke`;
    const body = `{"params":${params}}`;
    switch (language) {
        case "curl":
            return [
                `curl --request POST ${shell(address)} \\`,
                `  --header "Authorization: Bearer $INFLUX_TOKEN" \\`,
                `  --header "Content-Type: application/json" \\`,
                `  --data ${shell(body)}`,
            ].join("\n");
        case "cli":
            return `flux-scripts invoke ${shell(name)} --params ${shell(params)}`;
        case "javascript":
            return [
                `const response = await fetch(${JSON.stringify(address)}, {`,
                `    method: "POST",`,
                '    headers: { Authorization: `Bearer ${process.env.INFLUX_TOKEN}`, "Content-Type": "application/json" },',
                `    // As text: a JavaScript number would lose the digits of a 64-bit integer, and the point of 5.0.`,
                `    body: ${JSON.stringify(body)},`,
                "});",
                "if (!response.ok) throw new Error(await response.text());",
                "console.log(await response.text());",
            ].join("\n");
        case "python":
            return [
                "import os",
                "import urllib.request",
                "",
                "request = urllib.request.Request(",
                `    ${python(address)},`,
                `    data=${python(body)}.encode(),`,
                `    headers={"Authorization": f"Bearer {os.environ['INFLUX_TOKEN']}", "Content-Type": "application/json"},`,
                ")",
                "with urllib.request.urlopen(request) as response:",
                "    print(response.read().decode())",
            ].join("\n");
        case "go":
            return [
                `body := strings.NewReader(${JSON.stringify(body)})`,
                `request, err := http.NewRequest("POST", ${JSON.stringify(address)}, body)`,
                "if err != nil {",
                "\treturn err",
                "}",
                `request.Header.Set("Authorization", "Bearer "+os.Getenv("INFLUX_TOKEN"))`,
                `request.Header.Set("Content-Type", "application/json")`,
                "response, err := http.DefaultClient.Do(request)",
                "if err != nil {",
                "\treturn err",
                "}",
                "defer response.Body.Close()",
                "_, err = io.Copy(os.Stdout, response.Body)",
                "return err",
            ].join("\n");
    }
}

/** One word of a POSIX shell. */
function shell(text: string): string {
    return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** Python reads a JSON string's escapes the same way, but for pairs of surrogates. */
function python(text: string): string {
    return JSON.stringify(text);
}
