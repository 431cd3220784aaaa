import { describe, expect, it } from "vitest";
import type { HttpDependency } from "../../api.ts";
import { run } from "../../run.ts";
import { cellAt } from "@flux-scripts/tables";

interface Sent {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
}

/** What a script sends, and the rows it gives. */
async function sent(imports: readonly string[], text: string, status = 200): Promise<{ sent: Sent[]; rows: Record<string, unknown>[] }> {
    const all: Sent[] = [];
    const http: HttpDependency = {
        request: async ({ method, url, headers, body }) => {
            const json = new TextDecoder().decode(body);
            all.push({ method, url, headers, body: json === "" ? undefined : JSON.parse(json) });
            return { status, headers: {}, body: new TextEncoder().encode("done") };
        },
    };
    const source = `${["array", ...imports].map((path) => `import "${path}"`).join("\n")}
rows = array.from(rows: [{_time: 2024-01-01T00:00:00Z, host: "a", level: "crit"}, {_time: 2024-01-01T00:01:00Z, host: "b", level: "ok"}])
${text}`;
    const rows: Record<string, unknown>[] = [];
    for await (const event of run({ source, now: 1704067200000000000n, dependencies: { http } })) {
        if (event.kind === "error") {
            throw event.error;
        }
        if (event.kind === "table") {
            const { table } = event;
            for (let row = 0; row < table.rows; row += 1) {
                rows.push(Object.fromEntries(table.columns.map((column) => [column.label, cellAt(column, row)])));
            }
        }
    }
    return { sent: all, rows };
}

const one = (call: string): string => `array.from(rows: [{status: ${call}}])`;

describe("one message", () => {
    const cases: readonly (readonly [path: string, call: string, url: string, headers: Record<string, string>, body: unknown])[] = [
        [
            "slack",
            `slack.message(token: "T", channel: "#c", text: "hi", color: "#ff0000")`,
            "https://slack.com/api/chat.postMessage",
            { Authorization: "Bearer T" },
            { channel: "#c", attachments: [{ color: "#ff0000", text: "hi", mrkdwn_in: ["text"] }], as_user: false },
        ],
        [
            "contrib/sranka/telegram",
            `telegram.message(token: "T", channel: "-1", text: "hi")`,
            "https://api.telegram.org/botT/sendMessage",
            {},
            { chat_id: "-1", text: "hi", parse_mode: "MarkdownV2", disable_web_page_preview: false, disable_notification: true },
        ],
        [
            "contrib/sranka/webexteams",
            `webexteams.message(token: "T", roomId: "r", text: "hi", markdown: "*hi*")`,
            "https://webexapis.com/v1/messages",
            { Authorization: "Bearer T" },
            { roomId: "r", text: "hi", markdown: "*hi*" },
        ],
        [
            "contrib/sranka/teams",
            `teams.message(url: "https://t.test/hook", title: "t", text: "${"x".repeat(80)}")`,
            "https://t.test/hook",
            {},
            {
                "@type": "MessageCard",
                "@context": "http://schema.org/extensions",
                title: "t",
                text: "x".repeat(80),
                summary: `${"x".repeat(70)}...`,
            },
        ],
        [
            "contrib/sranka/sensu",
            `sensu.event(url: "http://s.test", apiKey: "K", checkName: "a b", text: "out", status: 2)`,
            "http://s.test/api/core/v2/namespaces/default/events",
            { Authorization: "Key K" },
            {
                entity: { entity_class: "proxy", metadata: { name: "influxdb" } },
                check: { output: "out", state: "failing", status: 2, handlers: [], interval: 60, metadata: { name: "a_b" } },
            },
        ],
        [
            "contrib/sranka/opsgenie",
            `opsgenie.sendAlert(apiKey: "K", message: "\\"m\\"", responders: ["team:x"], details: "{\\"a\\":1}")`,
            "https://api.opsgenie.com/v2/alerts",
            { Authorization: "GenieKey K" },
            {
                message: '"m"',
                alias: "",
                description: "",
                priority: "P3",
                responders: [{ type: "team", name: "x" }],
                visibleTo: [],
                actions: [],
                tags: [],
                details: { a: 1 },
                entity: "",
            },
        ],
        [
            "contrib/chobbs/discord",
            `discord.send(webhookToken: "T", webhookID: "I", username: "u", content: "hi")`,
            "https://discordapp.com/api/webhooks/I/T",
            {},
            { username: "u", content: "hi", avatar_url: "" },
        ],
        [
            "contrib/bonitoo-io/alerta",
            `alerta.alert(url: "https://a.test/alert", apiKey: "K", resource: "r", event: "e", severity: "ok", attributes: {x: "y"}, timestamp: 2024-01-01T00:00:00.5Z)`,
            "https://a.test/alert",
            { Authorization: "Key K" },
            expect.objectContaining({ resource: "r", attributes: { x: "y" }, origin: "InfluxDB", createTime: "2024-01-01T00:00:00.500Z" }),
        ],
        [
            "contrib/bonitoo-io/victorops",
            `victorops.alert(url: "https://v.test/", messageType: "INFO", timestamp: 2024-01-01T00:00:00Z)`,
            "https://v.test/",
            {},
            expect.objectContaining({ message_type: "INFO", state_start_time: 1704067200, monitoring_tool: "InfluxDB" }),
        ],
        [
            "contrib/bonitoo-io/servicenow",
            `servicenow.event(url: "https://n.test/", username: "me", password: "it", description: "d", severity: "major")`,
            "https://n.test/",
            { Authorization: "Basic bWU6aXQ=" },
            { records: [expect.objectContaining({ source: "Flux", description: "d", severity: "2" })] },
        ],
        [
            "contrib/bonitoo-io/zenoss",
            `zenoss.event(url: "https://z.test/", apiKey: "K", severity: "Info", device: "d")`,
            "https://z.test/",
            { "z-api-key": "K" },
            expect.objectContaining({ action: "EventsRouter", data: [expect.objectContaining({ device: "d", severity: "Info" })], tid: 1 }),
        ],
        [
            "contrib/rhajek/bigpanda",
            `bigpanda.sendAlert(url: "https://b.test/", token: "T", appKey: "A", status: "ok", rec: {check: "c"})`,
            "https://b.test/",
            { Authorization: "Bearer T" },
            { app_key: "A", status: "ok", check: "c" },
        ],
        [
            "pushbullet",
            `pushbullet.pushNote(token: "T", title: "t", text: "hi")`,
            "https://api.pushbullet.com/v2/pushes",
            { "Access-Token": "T" },
            { type: "note", title: "t", body: "hi" },
        ],
        [
            "pagerduty",
            `pagerduty.sendEvent(routingKey: "R", client: "c", clientURL: "u", dedupKey: "d", class: "k", group: "g", severity: "info", eventAction: "trigger", source: "s", summary: "m", timestamp: 2024-01-01T00:00:00Z, customDetails: {load: 1})`,
            "https://events.pagerduty.com/v2/enqueue",
            { Accept: "application/vnd.pagerduty+json;version=2" },
            expect.objectContaining({ routing_key: "R", payload: expect.objectContaining({ summary: "m", custom_details: { load: 1 } }) }),
        ],
    ];

    it.each(cases)("goes to %s as the service wants it", async (path, call, url, headers, body) => {
        const { sent: all, rows } = await sent([path], one(call));
        expect(all).toEqual([
            { method: "POST", url, headers: expect.objectContaining({ ...headers, "Content-Type": "application/json" }), body },
        ]);
        expect(rows).toEqual([{ status: 200n }]);
    });
});

describe("a message a row", () => {
    it("is sent for each, in order, and the rows say how that went", async () => {
        const text = `rows |> slack.endpoint(token: "T")(mapFn: (r) => ({channel: r.host, text: "is \${r.level}", color: "good"}))()`;
        const { sent: all, rows } = await sent(["slack"], text, 500);
        expect(all.map(({ body }) => (body as { channel: string }).channel)).toEqual(["a", "b"]);
        expect(rows).toEqual([
            expect.objectContaining({ host: "a", _sent: "false", _status: "500" }),
            expect.objectContaining({ host: "b", _sent: "false", _status: "500" }),
        ]);
    });

    it("to a plain address has the headers and data that are given", async () => {
        const text = `rows |> http.endpoint(url: "https://h.test/")(mapFn: (r) => ({headers: {h: r.host}, data: json.encode(v: {l: r.level})}))()`;
        const { sent: all, rows } = await sent(["http", "json"], text);
        expect(all.map(({ headers, body }) => [headers["h"], body])).toEqual([
            ["a", { l: "crit" }],
            ["b", { l: "ok" }],
        ]);
        expect(rows.map(({ _sent }) => _sent)).toEqual(["true", "true"]);
    });

    it("to PagerDuty has the key of its table", async () => {
        const text = `rows |> group(columns: ["host"]) |> pagerduty.endpoint()(mapFn: (r) => ({routingKey: "R", client: "c", clientURL: "u", class: "k", group: "g", severity: pagerduty.severityFromLevel(level: r.level), eventAction: pagerduty.actionFromLevel(level: r.level), source: r.host, summary: r.level, timestamp: r._time}))()`;
        const { sent: all, rows } = await sent(["pagerduty"], text, 202);
        const bodies = all.map(({ body }) => body as { dedup_key: string; event_action: string });
        expect(bodies.map(({ event_action }) => event_action)).toEqual(["trigger", "resolve"]);
        expect(new Set(bodies.map(({ dedup_key }) => dedup_key)).size).toBe(2);
        expect(rows.map(({ _sent, _body }) => [_sent, _body])).toEqual([
            ["true", "done"],
            ["true", "done"],
        ]);
    });

    it("to PagerDuty is an error where the level is none", async () => {
        const { rows } = await sent(["pagerduty"], `rows |> map(fn: (r) => ({v: pagerduty.severityFromLevel(level: "constructor")}))`);
        expect(rows.map(({ v }) => v)).toEqual(["error", "error"]);
    });

    it("is logged by monitor.notify", async () => {
        const text = `option monitor.log = (tables=<-) => tables
rows |> monitor.notify(data: {_notification_rule_name: "n"}, endpoint: telegram.endpoint(token: "T")(mapFn: (r) => ({channel: "-1", text: r.host, silent: false})))`;
        const { sent: all, rows } = await sent(["influxdata/influxdb/monitor", "contrib/sranka/telegram"], text);
        expect(all).toHaveLength(2);
        expect(rows.map(({ host, _sent, _notification_rule_name }) => [host, _sent, _notification_rule_name])).toEqual([
            ["a", "true", "n"],
            ["b", "true", "n"],
        ]);
    });
});
