import type { WebSocket } from "ws";
import { Bucket } from "#adapters/sync/bucket";
import { CLOSED } from "#adapters/sync/reasons";
import { type Frame, readFrame } from "./frames";
import { type RelayLimits, SETUP_MESSAGE } from "./limits";
import type { ClientConnectionLike } from "./relay";
import type { Denial, Member, RelayRoom, RelayRooms } from "./relay-rooms";

/** A connection says what it has and sends it when it comes, and a setup when it opens a room or finds that the relay has none. */
const MAX_LARGE = 4;
/** How often a connection is asked for what it has, beyond the first time. */
const MAX_QUESTIONS = 100;
/** Documents that one connection speaks for: a page, and the same page reloaded. */
const MAX_OWN = 4;

/** Stands before a connection: what is not right, too large or too much never reaches the document, and ends that connection only. */
export class Guard implements Member {
  /** Why it was not let in; null when it was, or has not asked. */
  denial: Denial | null = null;
  private room: RelayRoom | null = null;
  private readonly messages: Bucket;
  private readonly bytes: Bucket;
  private readonly items: Bucket;
  private readonly states: Bucket;
  private large = 0;
  /** Bytes since the last whole message. */
  private incoming = 0;
  /** When the last sign of life came. */
  private heardAt: number;
  private own = 0;
  private asked = 1;
  private questions = MAX_QUESTIONS;
  private isAsking = false;
  private isProbed = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly rooms: RelayRooms,
    private readonly limits: RelayLimits,
    private readonly now: () => number,
    /** Whether the address that it comes from has not sent too much. */
    private readonly mayCome: () => boolean,
    /** Asks the other side for everything that is not here. */
    private readonly ask: (room: string) => void,
  ) {
    const at = now();
    this.messages = new Bucket(limits.messages, at);
    this.bytes = new Bucket(limits.bytes, at);
    this.items = new Bucket(limits.items, at);
    this.states = new Bucket(limits.states, at);
    this.heardAt = at;
  }

  get isAdmitted(): boolean {
    return this.room !== null;
  }

  /** Bytes arrive: a message that will be too large is not waited for. */
  received(bytes: number): void {
    this.incoming += bytes;
    const { large, message } = this.limits;
    if (this.incoming > (this.isAdmitted && this.large < MAX_LARGE ? large : 2 * message)) this.socket.terminate();
  }

  /** A message, before `client` gets it. */
  message(data: Uint8Array, client: ClientConnectionLike): void {
    this.incoming = 0;
    this.lives();
    try {
      if (this.mayPass(data)) client.handleMessage(data);
    } catch {
      this.close(CLOSED.malformed, "malformed");
    }
  }

  /** A sign of life came. */
  lives(): void {
    this.heardAt = this.now();
  }

  /** Ends a connection that gave no sign of life for two beats, and asks for one. */
  beat(): void {
    if (this.now() - this.heardAt > 2.5 * this.limits.heartbeat) this.socket.terminate();
    else this.socket.ping();
  }

  probe(): void {
    if (this.isProbed) return;
    this.isProbed = true;
    const at = this.now();
    this.socket.ping();
    setTimeout(() => {
      this.isProbed = false;
      if (this.heardAt < at) this.socket.terminate();
    }, this.limits.answer).unref();
  }

  left(): void {
    if (this.room !== null) this.rooms.leave(this.room, this, this.now());
    this.room = null;
  }

  private mayPass(data: Uint8Array): boolean {
    if (this.socket.readyState !== this.socket.OPEN) return false;
    if (data.length > this.limits.message && !this.isLargeAllowed(data.length)) return false;
    const frame = readFrame(data);
    const isAsked = this.isAsked(frame);
    const now = this.now();
    // What it was asked for is bounded by its size and number.
    if (
      !this.mayCome() ||
      !this.messages.take(1, now) ||
      !(isAsked || this.bytes.take(Math.min(data.length, this.limits.message), now))
    ) {
      return this.close(CLOSED.tooFast, "too much at once");
    }
    return this.isRight(frame, data.length, now, isAsked);
  }

  /** Whether it answers a question: one is asked when it comes, and others where something came too early. */
  private isAsked(frame: Frame): boolean {
    if (frame.kind !== "update" || !frame.whole || this.asked === 0) return false;
    this.asked -= 1;
    return true;
  }

  /** What builds on something that is not here yet comes again, with all that it builds on. */
  private askAgain(room: string): void {
    if (this.questions === 0 || this.isAsking) return;
    this.questions -= 1;
    this.isAsking = true;
    setTimeout(() => {
      this.isAsking = false;
      if (this.room === null) return;
      this.asked += 1;
      this.ask(room);
    }, 100).unref();
  }

  private isLargeAllowed(size: number): boolean {
    this.large += 1;
    if (this.isAdmitted && this.large <= MAX_LARGE && size <= this.limits.large) return true;
    return this.close(CLOSED.tooLarge, "too large");
  }

  private isRight(frame: Frame, size: number, now: number, isAsked: boolean): boolean {
    if (frame.kind === "pong") return false;
    if (frame.kind === "auth") return this.admit(frame.room, frame.secret, now);
    if (this.denial !== null) return false;
    // What comes before it was let in is not needed: the whole comes afterwards.
    if (this.room === null) return false;
    if (frame.room !== this.room.name) throw new TypeError("another room");
    // Each is answered with everything that the other side does not have.
    if (frame.kind === "state" && !this.states.take(1, now)) return this.close(CLOSED.tooFast, "too much at once");
    if (frame.kind === "awareness") {
      // It is said again soon: where a room says more than it can hear, some of it is passed over.
      return size <= this.limits.awareness && this.speaksFor(frame.clients, this.room) && this.isHeard(this.room, now);
    }
    return frame.kind === "update" ? this.isAddition(frame, size, this.room, now, isAsked) : true;
  }

  private admit(name: string, secret: string, now: number): boolean {
    if (this.room !== null || this.denial !== null) return false;
    const room = this.rooms.admit(name, secret, this, now);
    if (typeof room === "string") {
      this.denial = room;
      setTimeout(() => this.socket.terminate(), this.limits.answer).unref();
    } else this.room = room;
    return true;
  }

  /** Each client's states come over one connection: nobody speaks for others, or makes them look gone. */
  private speaksFor(clients: readonly number[], room: RelayRoom): boolean {
    for (const client of clients) {
      const owner = room.clients.get(client);
      if (owner === this) continue;
      // Its old connection may be dead without anybody knowing yet.
      owner?.probe();
      if (owner !== undefined || this.own >= MAX_OWN) return false;
      this.own += 1;
      room.clients.set(client, this);
    }
    return true;
  }

  private isAddition(
    frame: Extract<Frame, { kind: "update" }>,
    size: number,
    room: RelayRoom,
    now: number,
    isAsked: boolean,
  ): boolean {
    if (!frame.whole && size > SETUP_MESSAGE) return this.close(CLOSED.tooLarge, "too large");
    const found = room.additions.look(frame.update);
    if (found.kind === "early") {
      this.askAgain(room.name);
      return false;
    }
    if (!isAsked && !(this.items.take(found.items, now) && this.isHeard(room, now)))
      return this.close(CLOSED.tooFast, "too much at once");
    // Only what is new counts: after a restart everybody brings the same.
    if (found.bytes > 0 && !this.rooms.mayGrow(room, found.bytes)) {
      return this.close(CLOSED.roomTooLarge, "room too large");
    }
    found.accept();
    room.bytes += found.bytes;
    return true;
  }

  /** Whether everybody in a room can be told something more. */
  private isHeard({ deliveries, members }: RelayRoom, now: number): boolean {
    return deliveries.take(members.size - 1, now);
  }

  private close(code: number, reason: string): false {
    this.socket.close(code, reason);
    // Whoever does not answer that is not waited for.
    setTimeout(() => this.socket.terminate(), this.limits.answer).unref();
    return false;
  }
}
