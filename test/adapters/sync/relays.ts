import { createServer } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { Server } from "@hocuspocus/server";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { RelayLimits } from "#cli/gameday/limits";
import { Relay } from "#cli/gameday/relay";

/** Like a browser's: one that is closed while it connects says so to nobody. */
export class Socket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on("error", () => undefined);
  }
}

/** A relay under test, on a real port. */
export interface Running {
  /** `ws://…`, the same after a restart. */
  readonly url: string;
  /** As a process dies: nothing is kept, nothing is said. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Our relay; `relay` is the one that runs at present. */
export async function ourRelay(limits: Partial<RelayLimits> = {}): Promise<Running & { relay(): Relay }> {
  let port = 0;
  let relay: Relay;
  let close: () => Promise<void>;
  const start = async () => {
    relay = new Relay(limits);
    const server = createServer((_request, response) => response.writeHead(404).end());
    relay.attach(server, "/relay");
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
    const own = relay;
    close = () =>
      new Promise<void>((resolve) => {
        own.close();
        server.close(() => resolve());
        server.closeAllConnections();
      });
  };
  await start();
  const running = { url: `ws://127.0.0.1:${port}/relay`, kill: () => close(), start, relay: () => relay };
  onTestFinished(() => running.kill().catch(() => undefined));
  return running;
}

/** The server of the library as it comes, without any rule of ours. */
export async function stockRelay(): Promise<Running> {
  let port = 0;
  let server: Server;
  const sockets = new Set<TcpSocket>();
  const start = async () => {
    server = new Server({ port, address: "127.0.0.1", quiet: true, stopOnSignals: false });
    server.httpServer.on("connection", (socket) => sockets.add(socket));
    await server.listen();
    port = server.address.port;
  };
  await start();
  const kill = async () => {
    const closed = new Promise<void>((resolve) => server.httpServer.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  onTestFinished(() => kill().catch(() => undefined));
  return { url: `ws://127.0.0.1:${port}`, kill, start };
}
