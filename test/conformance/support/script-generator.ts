/**
 * Scripts as people write them, in endless variation: reads, pipelines, helpers, records, lists, dictionaries, params, options,
 * packages. Now and then a value has the wrong type, an argument is missing or a name unknown; a damaged script has lost or
 * gained some text on top. Every script follows from the generator's choices alone.
 */
import type { Random } from "./random.ts";
import { COLUMNS, type Kind, KINDS, NAMES, PACKAGES, PARAMS, STEPS } from "./script-vocabulary.ts";

export class ScriptGenerator {
    private readonly random: Random;
    /** Names of the script so far with what they hold. */
    private names: { readonly name: string; readonly kind: Kind }[] = [];
    private functions: { readonly name: string; readonly argument: string; readonly takes: Kind; readonly gives: Kind }[] = [];
    private packages: string[] = [];
    private wrongOneIn = 40;

    constructor(random: Random) {
        this.random = random;
    }

    script(): string {
        const { random } = this;
        this.names = [];
        this.functions = [];
        this.wrongOneIn = random.pick([12, 40, 1_000_000]);
        this.packages = Object.keys(PACKAGES).filter(() => random.oneIn(4));
        const lines = this.packages.map((path) => `import "${path}"`);
        if (random.oneIn(6)) {
            lines.push(`option task = {name: ${this.literal("string")}, every: ${this.literal("duration")}}`);
        }
        const count = 1 + random.below(7);
        for (let index = 0; index < count; index++) {
            lines.push(this.statement());
        }
        return `${lines.join("\n")}\n`;
    }

    /** A script with some of its text lost, doubled or typed by mistake. */
    damaged(): string {
        const { random } = this;
        let text = this.script();
        for (let times = 1 + random.below(2); times > 0; times--) {
            const at = random.below(text.length + 1);
            switch (random.below(5)) {
                case 0:
                    text = text.slice(0, at);
                    break;
                case 1:
                    text = text.slice(0, at) + text.slice(at + 1 + random.below(3));
                    break;
                case 2:
                    text =
                        text.slice(0, at) + random.pick([...'(){}[],:.="|>+-/ \n', "|> ", "x = ", "=>", " and ", "if "]) + text.slice(at);
                    break;
                case 3: {
                    const end = text.indexOf("\n", at);
                    text = text.slice(0, at) + text.slice(end < 0 ? text.length : end);
                    break;
                }
                default: {
                    const lines = text.split("\n");
                    lines.splice(random.below(lines.length), 1 + random.below(2));
                    text = lines.join("\n");
                }
            }
        }
        return text;
    }

    private statement(): string {
        const { random } = this;
        switch (random.below(9)) {
            case 0:
            case 1:
                return this.pipeline("\n    ");
            case 2:
                return this.named("stream", this.pipeline("\n    "));
            case 3:
                return this.helper();
            case 4:
                return this.step();
            case 5:
                return `${this.stream()}${this.steps("\n    ", 2)}\n    |> yield(name: ${this.value("string", 2)})`;
            default: {
                const kind = random.pick(KINDS);
                return this.named(kind, this.value(kind, 0));
            }
        }
    }

    private fresh(): string {
        const name = this.random.pick(NAMES);
        const taken = (candidate: string): boolean =>
            this.names.some((known) => known.name === candidate) || this.functions.some((known) => known.name === candidate);
        if (this.random.oneIn(60)) {
            return name;
        }
        let free = name;
        for (let number = 2; taken(free); number++) {
            free = `${name}${number}`;
        }
        return free;
    }

    private named(kind: Kind, value: string): string {
        const name = this.fresh();
        this.names.push({ name, kind });
        return `${name} = ${value}`;
    }

    /** A function of values. */
    private helper(): string {
        const { random } = this;
        const [takes, gives] = [random.pick(KINDS.slice(0, 6)), random.pick(KINDS.slice(0, 4))];
        const argument = random.pick(["x", "v", "of", "value"]);
        const before = [...this.names];
        this.names.push({ name: argument, kind: takes });
        const result = this.value(gives, 0);
        const body = random.oneIn(3) ? `{\n    out = ${result}\n\n    return out\n}` : result.startsWith("{") ? `(${result})` : result;
        this.names = before;
        const name = this.fresh();
        this.functions.push({ name, argument, takes, gives });
        const more = random.oneIn(4) ? `, ${random.pick(["unit", "size"])}=${this.literal(random.pick(KINDS.slice(0, 5)))}` : "";
        return `${name} = (${argument}${more}) => ${body}`;
    }

    /** A function of streams. */
    private step(): string {
        const name = this.fresh();
        this.functions.push({ name, argument: "by", takes: "float", gives: "stream" });
        const before = [...this.names];
        this.names.push({ name: "by", kind: "float" });
        const steps = this.steps("\n        ", 3);
        this.names = before;
        return `${name} = (tables=<-, by) =>\n    tables${steps}`;
    }

    private pipeline(between: string): string {
        return this.stream() + this.steps(between, 5);
    }

    private stream(): string {
        const known = this.names.filter(({ kind }) => kind === "stream");
        if (known.length > 0 && this.random.oneIn(3)) {
            return this.random.pick(known).name;
        }
        const made = this.packaged("stream", 2);
        return made !== undefined && this.random.oneIn(2) ? made : `from(bucket: ${this.value("string", 2)})`;
    }

    private steps(between: string, most: number): string {
        const { random } = this;
        let out = "";
        for (let count = 1 + random.below(most); count > 0; count--) {
            const own = this.functions.filter(({ gives }) => gives === "stream");
            const call = own.length > 0 && random.oneIn(4) ? `${random.pick(own).name}(by: $float)` : random.pick(STEPS);
            out += `${between}|> ${this.filled(call, 1)}`;
        }
        return out;
    }

    private filled(template: string, depth: number): string {
        const { random } = this;
        return template.replace(/\$(\w+)/g, (_all, hole: string) => {
            switch (hole) {
                case "start":
                    return random.oneIn(3)
                        ? `duration(v: params.${random.pick(PARAMS)})`
                        : this.value(random.pick(["duration", "time"] as const), depth);
                case "predicate":
                    return this.predicate(2);
                case "row":
                    return this.row(0);
                case "label":
                    return random.pick(["_value", "level", "ratio", '"sensor id"']);
                case "aggregate":
                    return random.pick(["mean", "max", "sum", "count", "last", "median"]);
                default:
                    return this.value(hole as Kind, depth);
            }
        });
    }

    private column(): string {
        const name = this.random.pick(COLUMNS);
        return /^\w+$/.test(name) && !this.random.oneIn(8) ? `r.${name}` : `r["${name}"]`;
    }

    private predicate(depth: number): string {
        const { random } = this;
        if (depth > 0 && random.oneIn(2)) {
            return `${this.predicate(depth - 1)} ${random.pick(["and", "or"])} ${this.predicate(depth - 1)}`;
        }
        switch (random.below(6)) {
            case 0:
                return `${this.column()} =~ ${this.value("regexp", 2)}`;
            case 1:
                return `exists ${this.column()}`;
            case 2:
                return `not (${this.predicate(0)})`;
            case 3:
                return `contains(value: ${this.column()}, set: ${this.value("strings", 1)})`;
            default:
                return `${this.column()} ${random.pick(["==", "!=", "<", ">="])} ${this.value(random.pick(KINDS.slice(0, 6)), 1)}`;
        }
    }

    private row(depth: number): string {
        const { random } = this;
        switch (random.below(depth > 1 ? 3 : 8)) {
            case 0:
                return this.column();
            case 1:
                return this.value("float", 2);
            case 2:
                return `float(v: ${this.column()})`;
            case 3:
                return `${this.row(depth + 1)} ${random.pick(["+", "-", "*", "/"])} ${this.row(depth + 1)}`;
            case 4:
                return `if ${this.predicate(0)} then ${this.row(depth + 1)} else ${this.row(depth + 1)}`;
            case 5:
                return `"${random.pick(["at ", ""])}\${${this.column()}}"`;
            case 6:
                return `(${this.row(depth + 1)} + ${this.row(depth + 1)}) / ${this.value("float", 2)}`;
            default:
                return `string(v: ${this.column()})`;
        }
    }

    private packaged(kind: Kind, depth: number): string | undefined {
        const all = this.packages.flatMap((path) => PACKAGES[path] ?? []).filter(([gives]) => gives === kind);
        return all.length === 0 ? undefined : this.filled(this.random.pick(all)[1], depth);
    }

    /** An expression of a kind, or now and then of another. */
    private value(wanted: Kind, depth: number): string {
        const { random } = this;
        if (wanted === "stream") {
            return this.stream();
        }
        const kind = random.oneIn(this.wrongOneIn) ? random.pick(KINDS) : wanted;
        const known = this.names.filter((name) => name.kind === kind);
        if (known.length > 0 && random.oneIn(2)) {
            return random.pick(known).name;
        }
        if (random.oneIn(8)) {
            return this.param(kind);
        }
        if (random.oneIn(this.wrongOneIn * 3)) {
            return random.pick(["unknown", "r", "null", "level"]);
        }
        if (depth > 3) {
            return this.literal(kind);
        }
        const made = random.oneIn(3) ? this.packaged(kind, depth + 1) : undefined;
        if (made !== undefined) {
            return made;
        }
        const own = this.functions.filter(({ gives }) => gives === kind);
        if (own.length > 0 && random.oneIn(3)) {
            const { name, argument, takes } = random.pick(own);
            return random.oneIn(this.wrongOneIn) ? `${name}()` : `${name}(${argument}: ${this.value(takes, depth + 1)})`;
        }
        return depth > 2 || random.oneIn(2) ? this.literal(kind) : this.compound(kind, depth + 1);
    }

    private param(kind: Kind): string {
        const name = `params.${this.random.pick(PARAMS)}`;
        switch (kind) {
            case "duration":
            case "time":
            case "int":
            case "float":
            case "string":
                return this.random.oneIn(2) ? `${kind}(v: ${name})` : name;
            default:
                return name;
        }
    }

    private compound(kind: Kind, depth: number): string {
        const { random } = this;
        const two = (of: Kind, operator: string): string => `${this.value(of, depth)} ${operator} ${this.value(of, depth)}`;
        switch (kind) {
            case "int":
                return random.pick([
                    () => two("int", random.pick(["+", "-", "*", "/", "%"])),
                    () => `-${this.value("int", 3)}`,
                    () => `int(v: ${this.value(random.pick(["string", "float", "time"] as const), depth)})`,
                    () => `length(arr: ${this.value("ints", depth)})`,
                    () => `${this.value("ints", 3)}[${this.value("int", depth)}]`,
                ])();
            case "float":
                return random.pick([
                    () => two("float", random.pick(["+", "-", "*", "/", "^"])),
                    () => `float(v: ${this.value("int", depth)})`,
                    () => `(${two("float", "+")}) * ${this.value("float", depth)}`,
                ])();
            case "string":
                return random.pick([
                    () => two("string", "+"),
                    () => `string(v: ${this.value(random.pick(KINDS.slice(0, 6)), depth)})`,
                    () => `"${random.pick(["cpu ", "a/", ""])}\${${this.value(random.pick(KINDS.slice(0, 6)), depth)}}!"`,
                ])();
            case "bool":
                return random.pick([
                    () => two("int", random.pick(["==", "<", ">="])),
                    () => two("bool", random.pick(["and", "or"])),
                    () => `not ${this.value("bool", depth)}`,
                    () => `${this.value("string", depth)} =~ ${this.value("regexp", 3)}`,
                    () => `contains(value: ${this.value("string", depth)}, set: ${this.value("strings", depth)})`,
                ])();
            case "time":
                return random.pick([() => "now()", () => `time(v: ${this.value("string", depth)})`, () => "today()"])();
            case "record":
                return random.pick([
                    () => `{a: ${this.value("int", depth)}, b: ${this.value("string", depth)}}`,
                    () =>
                        `{name: ${this.value("string", depth)}, at: ${this.value("time", depth)}, limits: {low: ${this.value("float", depth)}}}`,
                ])();
            default:
                return `if ${this.value("bool", depth)} then ${this.value(kind, depth)} else ${this.value(kind, depth)}`;
        }
    }

    private literal(kind: Kind): string {
        const { random } = this;
        const text = (): string => `"${random.pick(["cpu", "air_sensor", "host-1", "a b", "", "_value", "30m", "warn"])}"`;
        switch (kind) {
            case "int":
                return String(random.below(500));
            case "float":
                return `${random.below(90)}.${random.below(10)}`;
            case "string":
                return text();
            case "bool":
                return random.pick(["true", "false"]);
            case "duration":
                return random.pick(["1h", "5m", "-1h", "1d12h", "-30d", "1mo", "250ms", "1y"]);
            case "time":
                return random.pick(["2024-01-01T00:00:00Z", "2023-05-05", "2022-11-30T10:00:00.5+02:00"]);
            case "regexp":
                return random.pick(["/^cpu[0-9]+$/", "/web|db/", "/a.*/"]);
            case "record":
                return random.pick(['{a: 1, b: "x"}', "{}", '{"two words": 1.5}']);
            case "ints":
                return random.pick(["[1, 2, 3]", "[7]", "[]"]);
            case "strings":
                return random.pick(['["host", "region"]', '["_time"]', "[]"]);
            case "dict":
                return random.pick(['["a": 1, "b": 2]', '["x": 0]', "[:]"]);
            case "stream":
                return 'from(bucket: "b")';
        }
    }
}
