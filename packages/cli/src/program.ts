/**
 * The commands and their options. What a command does is loaded when it is called, so that `--help` and `check` don't wait
 * for the backend.
 */
import { Command, Help, InvalidArgumentError, Option } from "commander";
import { resultFormats } from "./results/format.ts";
import { version } from "./version.ts";

/** Runs a command; `exit` takes its exit code. */
export function makeProgram(exit: (code: number) => void): Command {
    const program = new Command("flux-scripts")
        .description("Write, check, run and keep InfluxDB invokable scripts.")
        .version(version, "-V, --version")
        .showHelpAfterError("See what there is with `flux-scripts --help`.")
        // As every other message of ours begins.
        .configureOutput({ outputError: (text, say) => say(text.replace(/^error: /, "flux-scripts: ")) })
        .configureHelp({
            sortSubcommands: false,
            // A list that is empty unless given needs no default.
            optionDescription: (option) => new Help().optionDescription(option).replace(" (default: [])", ""),
        })
        .addHelpText("after", examples[""] ?? "")
        .exitOverride();
    program.commandsGroup("Scripts in files:");
    addLanguage(program, exit);
    addRunning(program, exit);
    program.commandsGroup("Servers:");
    addServing(program, exit);
    program.commandsGroup("Stored scripts:");
    addScripts(program, exit);
    for (const command of program.commands) {
        const name = command.name();
        command.exitOverride().showHelpAfterError(`See how it is called with \`flux-scripts ${name} --help\`.`);
        if (examples[name] !== undefined) command.addHelpText("after", examples[name]);
    }
    return program;
}

/** Under the help of a command; of the program under "". */
const examples: Readonly<Record<string, string>> = {
    "": `
Examples:
  $ flux-scripts check scripts                       faults of all scripts below a folder
  $ flux-scripts run report.flux --param room=kitchen --format table
  $ flux-scripts serve --sample                      a backend on this machine, with data to try
  $ flux-scripts push report.flux                    store it there
  $ flux-scripts invoke report --param room=kitchen

Exit codes: 0 fine, 1 findings or a failed script, 2 wrong usage.`,
    check: `
Examples:
  $ flux-scripts check scripts
  $ flux-scripts check --format github --fail-on warning scripts`,
    run: `
Examples:
  $ flux-scripts run report.flux --params '{"room": "kitchen", "limit": 5}' --format table
  $ flux-scripts run report.flux --params @params.json --now 2024-03-01T12:00:00Z --json
  $ flux-scripts run scripts --out results`,
    test: `
Examples:
  $ flux-scripts test tests
  $ flux-scripts test tests --update --now 2024-03-01T12:00:00Z`,
    invoke: `
Example:
  $ flux-scripts invoke sensor-mean --param room=kitchen --param start=-6h --param bucket=air_sensor --format table`,
    push: `
Examples:
  $ flux-scripts push scripts/sensor-mean.flux
  $ flux-scripts push scripts --dry-run --json`,
};

type Exit = (code: number) => void;

const list = (text: string): string[] =>
    text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
const collect = (text: string, before: string[]): string[] => [...before, text];

function port(text: string): number {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
    return value;
}

const json = (): Option => new Option("--json", "one JSON document on standard output");
const paths = "files, folders (all .flux below) or - for standard input";

function addLanguage(program: Command, exit: Exit): void {
    program
        .command("check")
        .description("tell the faults of scripts")
        .argument("<path...>", paths)
        .addOption(json())
        .addOption(
            new Option("--format <format>", "text, json, or github for annotations of a workflow")
                .choices(["text", "json", "github"])
                .default("text"),
        )
        .addOption(
            new Option("--fail-on <severity>", "exit 1 from this severity on")
                .choices(["error", "warning", "information", "hint"])
                .default("error"),
        )
        .action(async (given: string[], options) => exit(await (await import("./commands/check.ts")).check(given, options)));
    program
        .command("params")
        .description("tell the params of scripts with their inferred types")
        .argument("<path...>", paths)
        .addOption(json())
        .action(async (given: string[], options) => exit(await (await import("./commands/params.ts")).params(given, options)));
    program
        .command("fmt")
        .description("format scripts")
        .argument("<path...>", paths)
        .option("--write", "rewrite files in place")
        .option("--check", "list files that would change, and exit 1 if there are any")
        .action(async (given: string[], options) => exit(await (await import("./commands/fmt.ts")).fmt(given, options)));
}

function addRunning(program: Command, exit: Exit): void {
    program
        .command("run")
        .description("run scripts in this process, without a server")
        .argument("<file...>", paths)
        .option("--params <json>", "params as JSON, or @FILE")
        .option("--param <name=value>", "one param; may be given several times", collect, [])
        .option("--now <time>", "what now() gives, RFC 3339")
        .option("--data <folder>", "a backend's data folder to read buckets from")
        .option("--allow-net <hosts>", "hosts that scripts may reach, by commas", list, [])
        .option("--allow-read <folders>", "folders that scripts may read, by commas", list, [])
        .option("--profile", "time and rows of each step on standard error")
        .addOption(new Option("--format <format>", "how results are written").choices(resultFormats).default("csv"))
        .addOption(new Option("--json", "the same as --format json"))
        .option("--out <folder>", "NAME.csv or NAME.error of each script into this folder")
        .action(async (given: string[], options) => exit(await (await import("./commands/run.ts")).run(given, options)));
    program
        .command("test")
        .description("run testcase blocks and snapshot cases")
        .argument("<path...>", paths)
        .option("--update", "record what snapshot cases give")
        .option("--now <time>", "what now() gives, RFC 3339")
        .option("--tags <tags>", "run cases with these tags as well, by commas", list, [])
        .option("--test <names>", "only these cases, by commas", list, [])
        .option("--skip <names>", "all but these cases, by commas", list, [])
        .option("--verbose", "show every case and the results it yields")
        .addOption(json())
        .action(async (given: string[], options) => exit(await (await import("./commands/test.ts")).test(given, options)));
}

function addServing(program: Command, exit: Exit): void {
    program
        .command("serve")
        .description("run the local backend")
        .option("--port <port>", "port to listen on, 0 for any that is free", port, 8086)
        .option("--host <address>", "address to listen on", "127.0.0.1")
        .option("--data <folder>", "data folder (default: the user's own)")
        .option("--token <token>", "instead of the data folder's own token")
        .option("--read-token <token>", "one more token that may only read and invoke")
        .option("--org <name>", "name of the organisation", "local")
        .option("--cors <origins>", "origins that may call from a browser, by commas", list, [])
        .option("--allow-net <hosts>", "hosts that scripts may reach, by commas", list, [])
        .option("--allow-read <folders>", "folders that scripts may read, by commas", list, [])
        .option("--sample", "load the sample bucket and scripts")
        .addOption(new Option("--json", "print one line {url, token, org, pid} when ready"))
        .action(async (options) => exit(await (await import("./commands/serve.ts")).serve(options)));
    program
        .command("lsp")
        .description("the language server, for any editor")
        .option("--stdio", "talk over standard input and output")
        .action(async (options) => exit(await (await import("./commands/lsp.ts")).lsp(options)));
}

/** Options of every command that talks to a backend. */
function onBackend(command: Command): Command {
    return command
        .option("--host <url>", "address of the backend (or INFLUX_HOST)")
        .option("--token <token>", "token (or INFLUX_TOKEN)")
        .option("--org <name>", "organisation (or INFLUX_ORG)")
        .option("--connection <name>", "a connection of flux-scripts.json or of the influx command line");
}

const dryRun = (): Option => new Option("--dry-run", "say what would be done, and change nothing");
const yes = (): Option => new Option("--yes", "ask nothing, also on a terminal");
const force = (what: string): Option => new Option("--force", what);

function addScripts(program: Command, exit: Exit): void {
    const script = "name or id of a script";
    const add = (name: string, description: string): Command => onBackend(program.command(name).description(description));
    add("list", "list the scripts of a backend")
        .addOption(json())
        .action(async (options) => exit(await (await import("./commands/list.ts")).listScripts(options)));
    add("get", "print a script")
        .argument("<script>", script)
        .addOption(json())
        .option("--out <file>", "write it to a file")
        .action(async (name: string, options) => exit(await (await import("./commands/get.ts")).getScript(name, options)));
    add("push", "store scripts in a backend")
        .argument("<path...>", "files or folders")
        .option("--name <name>", "name of the script (one file only)")
        .option("--description <text>", "description of the script (one file only)")
        .addOption(force("also where the backend's script was changed meanwhile"))
        .addOption(yes())
        .addOption(dryRun())
        .addOption(json())
        .action(async (given: string[], options) => exit(await (await import("./commands/push.ts")).push(given, options)));
    add("pull", "bring scripts of a backend into the workspace")
        .argument("[script...]", "names; all where none is given")
        .addOption(force("also where the file was changed meanwhile (its text is backed up)"))
        .option("--merge", "both changes into the file, with conflict markers where they meet")
        .addOption(dryRun())
        .addOption(json())
        .action(async (given: string[], options) => exit(await (await import("./commands/pull.ts")).pull(given, options)));
    add("diff", "show how files and stored scripts differ")
        .argument("[script...]", "names or files; all where none is given")
        .addOption(json())
        .action(async (given: string[], options) => exit(await (await import("./commands/diff.ts")).diff(given, options)));
    add("status", "tell what differs between workspace and backend")
        .addOption(json())
        .action(async (options) => exit(await (await import("./commands/status.ts")).status(options)));
    add("invoke", "run a stored script on its backend")
        .argument("<script>", script)
        .option("--params <json>", "params as JSON, or @FILE")
        .option("--param <name=value>", "one param; may be given several times", collect, [])
        .addOption(new Option("--format <format>", "how results are written").choices(resultFormats).default("csv"))
        .addOption(new Option("--json", "the same as --format json"))
        .addOption(yes())
        .action(async (name: string, options) => exit(await (await import("./commands/invoke.ts")).invoke(name, options)));
    add("mcp", "serve scripts as tools of the Model Context Protocol on standard input and output")
        .argument("<script...>", "names or ids of the scripts to offer")
        .action(async (names: string[], options) => exit(await (await import("./commands/mcp.ts")).mcp(names, options)));
    add("delete", "delete scripts from a backend")
        .argument("<script...>", "names or ids")
        .addOption(yes())
        .addOption(dryRun())
        .addOption(json())
        .action(async (names: string[], options) => exit(await (await import("./commands/delete.ts")).deleteScripts(names, options)));
    add("rename", "give a stored script another name")
        .argument("<script>", script)
        .argument("<name>", "its new name")
        .addOption(yes())
        .addOption(dryRun())
        .addOption(json())
        .action(async (name: string, to: string, options) => exit(await (await import("./commands/rename.ts")).rename(name, to, options)));
    add("export", "write all scripts of a backend into a folder")
        .argument("<folder>")
        .addOption(dryRun())
        .addOption(json())
        .action(async (folder: string, options) => exit(await (await import("./commands/export.ts")).exportScripts(folder, options)));
    add("promote", "copy scripts to another connection")
        .argument("<script...>", "names or ids")
        .requiredOption("--to <connection>", "the connection that gets them")
        .addOption(force("also where it has another script of that name"))
        .addOption(yes())
        .addOption(dryRun())
        .addOption(json())
        .action(async (names: string[], options) => exit(await (await import("./commands/promote.ts")).promote(names, options)));
}
