/** A company's network in small: a host that only the proxy finds, behind TLS with a private authority. */
import { createServer as createHttp, request } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { type Certificates, privateAuthority } from "./certificates.ts";

export interface Network {
    /** Address of the proxy. */
    readonly proxy: string;
    /** Address of the host behind it; no name server knows it. */
    readonly host: string;
    readonly certificates: Certificates;
    /** Hosts that clients asked the proxy for, `host:port`. */
    readonly asked: readonly string[];
    stop(): Promise<void>;
}

/** Everything that the host is asked goes on to `target` in the clear. */
export async function startNetwork(name: string, target: string): Promise<Network> {
    const certificates = privateAuthority(name);
    const sockets = new Set<Socket>();
    const keep = (server: Server): void => {
        server.on("connection", (socket) => {
            sockets.add(socket);
            socket.on("error", () => socket.destroy());
        });
    };
    const inner = createHttps({ cert: certificates.cert, key: certificates.key }, (incoming, outgoing) => {
        const { hostname, port } = new URL(target);
        const onward = request({
            hostname,
            port,
            path: incoming.url,
            method: incoming.method,
            headers: { ...incoming.headers, host: `${hostname}:${port}` },
        });
        onward.on("response", (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
        });
        onward.on("error", () => outgoing.destroy());
        incoming.pipe(onward);
    });
    const asked: string[] = [];
    const proxy = createHttp((_, response) => {
        response.writeHead(405);
        response.end();
    });
    proxy.on("connect", ({ url = "" }, client: Socket, head: Buffer) => {
        asked.push(url);
        if (!url.startsWith(`${name}:`)) {
            client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
            return;
        }
        const onward = connect((inner.address() as AddressInfo).port, "127.0.0.1", () => {
            client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
            onward.write(head);
            client.pipe(onward);
            onward.pipe(client);
        });
        sockets.add(onward);
        onward.on("error", () => client.destroy());
        client.on("error", () => onward.destroy());
    });
    keep(inner);
    keep(proxy);
    for (const server of [inner, proxy]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        host: `https://${name}`,
        certificates,
        asked,
        stop: async () => {
            for (const socket of sockets) socket.destroy();
            await Promise.all([inner, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
        },
    };
}
