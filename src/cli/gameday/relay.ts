import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Hocuspocus, OutgoingMessage } from "@hocuspocus/server";
import { type WebSocket, WebSocketServer } from "ws";
import { Guard } from "./guard";
import { RELAY_LIMITS, type RelayLimits } from "./limits";
import { RelayRooms } from "./relay-rooms";
import { Sources } from "./sources";
import { Unfinished } from "./unfinished";

/** What the guard passes messages on to. */
export interface ClientConnectionLike {
  handleMessage(data: Uint8Array): void;
}

interface Context {
  readonly guard: Guard;
}

/** One byte that clients answer with another: they know that the relay is there, also where nobody says anything. */
const PING = Uint8Array.of(9);

/** How often rooms are looked for that nobody was in for long. */
const SWEEP_MS = 30_000;

/** How often it is looked how much waits for those who do not read. */
const UNREAD_MS = 500;

/** A relay that keeps rooms in memory for whoever knows their secret. */
export class Relay {
  private readonly limits: RelayLimits;
  private readonly rooms: RelayRooms;
  private readonly hocuspocus: Hocuspocus<Context>;
  private readonly sockets = new Map<Guard, WebSocket>();
  private readonly sources: Sources;
  private readonly unfinished: Unfinished<WebSocket>;
  private readonly accepting: WebSocketServer;
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(
    limits: Partial<RelayLimits> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.limits = { ...RELAY_LIMITS, ...limits };
    this.sources = new Sources(this.limits);
    this.unfinished = new Unfinished(this.limits, (socket) => socket.terminate());
    this.rooms = new RelayRooms(this.limits, () => this.hocuspocus);
    this.hocuspocus = this.server();
    this.accepting = new WebSocketServer({
      noServer: true,
      maxPayload: this.limits.large,
      perMessageDeflate: false,
      clientTracking: false,
    });
    this.timers = [
      setInterval(() => this.beat(), this.limits.heartbeat),
      setInterval(() => this.rooms.sweep(this.now()), SWEEP_MS),
      setInterval(() => this.letGo(), UNREAD_MS),
    ];
    for (const timer of this.timers) timer.unref();
  }

  /** Takes connections of a server at a path. */
  attach(server: Server, path: string): void {
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      if (new URL(request.url ?? "/", "http://relay").pathname !== path) return refuse(socket, "404 Not Found");
      if (!this.hasPlace(request)) return refuse(socket, "503 Service Unavailable");
      this.accepting.handleUpgrade(request, socket, head, (websocket) => this.connected(websocket, request, socket));
    });
  }

  /** How much is going on. */
  get figures(): { readonly rooms: number; readonly connections: number } {
    return { rooms: this.rooms.count, connections: this.sockets.size };
  }

  /** Forgets rooms in which nobody has been for long; happens by itself, too. */
  sweep(): void {
    this.rooms.sweep(this.now());
  }

  /** Ends every connection. What rooms held is with their participants. */
  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets.values()) socket.terminate();
    this.accepting.close();
  }

  private server(): Hocuspocus<Context> {
    return new Hocuspocus<Context>({
      quiet: true,
      timeout: 120_000,
      // The guard knows; nothing here needs to be told, or to be written to a disk.
      onAuthenticate: async ({ context }) => {
        const { guard } = context;
        if (!guard.isAdmitted) throw Object.assign(new Error(""), { reason: guard.denial ?? "wrong-secret" });
      },
      beforeUnloadDocument: async ({ documentName }) => {
        if (this.rooms.keeps(documentName)) throw new Error("");
      },
    });
  }

  private hasPlace(request: IncomingMessage): boolean {
    return this.sockets.size < this.limits.connections && this.sources.mayOpen(addressOf(request), this.now());
  }

  private connected(socket: WebSocket, request: IncomingMessage, stream: Duplex): void {
    const address = addressOf(request);
    const mayCome = () => this.sources.mayCome(address, this.now());
    const guard = new Guard(socket, this.rooms, this.limits, this.now, mayCome, (room) => this.ask(room, socket));
    this.sockets.set(guard, socket);
    this.sources.opened(address, this.now());
    const client = this.hocuspocus.handleConnection(this.sending(socket), new Request("http://relay/"), { guard });
    const waiting = setTimeout(() => {
      if (!guard.isAdmitted) socket.terminate();
    }, this.limits.admission);

    // Before what makes messages of it: what is over is done with then.
    stream.prependListener("data", (chunk: Uint8Array) => {
      guard.received(chunk.length);
      this.unfinished.grow(socket, chunk.length, this.now());
    });
    socket.on("message", (data, isBinary) => {
      this.unfinished.done(socket);
      // A text is no message of the protocol: whatever it holds, it does not parse.
      guard.message(isBinary ? bytesOf(data) : new Uint8Array(), client);
    });
    socket.on("pong", () => guard.lives());
    socket.on("error", () => socket.terminate());
    socket.on("close", (code, reason) => {
      clearTimeout(waiting);
      this.sockets.delete(guard);
      this.sources.closed(address, this.now());
      this.unfinished.done(socket);
      guard.left();
      client.handleClose({ code, reason: reason.toString() });
    });
  }

  private ask(room: string, socket: WebSocket): void {
    const document = this.hocuspocus.documents.get(room);
    if (document === undefined || socket.readyState !== socket.OPEN) return;
    const question = new OutgoingMessage(room).createSyncMessage().writeFirstSyncStepFor(document);
    socket.send(question.toUint8Array(), () => undefined);
  }

  /** Whoever does not read what is sent is let go before it fills the memory. */
  private sending(socket: WebSocket) {
    const { unread } = this.limits;
    return {
      get readyState() {
        return socket.readyState;
      },
      send(data: Uint8Array) {
        if (socket.bufferedAmount > unread) socket.terminate();
        else socket.send(data, () => undefined);
      },
      close: (code?: number, reason?: string) => socket.close(code, reason),
    };
  }

  /** Where too much waits in all, those for whom most does are let go first. */
  private letGo(): void {
    const waiting = [...this.sockets.values()].filter(({ bufferedAmount }) => bufferedAmount > 0);
    let total = waiting.reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
    if (total <= this.limits.unreadOfAll) return;
    for (const socket of waiting.sort((a, b) => b.bufferedAmount - a.bufferedAmount)) {
      total -= socket.bufferedAmount;
      socket.terminate();
      if (total <= this.limits.unreadOfAll / 2) return;
    }
  }

  private beat(): void {
    this.unfinished.sweep(this.now());
    this.sources.sweep();
    for (const [guard, socket] of this.sockets) {
      guard.beat();
      if (socket.readyState === socket.OPEN && guard.isAdmitted) socket.send(PING, () => undefined);
    }
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? "";

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
