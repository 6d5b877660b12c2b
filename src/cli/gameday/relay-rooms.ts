import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Hocuspocus } from "@hocuspocus/server";
import { Bucket } from "#adapters/sync/bucket";
import type { DENIED } from "#adapters/sync/reasons";
import { WORD } from "#adapters/sync/shapes";
import { Additions } from "./additions";
import type { RelayLimits } from "./limits";

/** What rooms know of a connection. */
export interface Member {
  /** Asks for a sign of life: without one it is closed soon. */
  probe(): void;
}

/** A room as long as somebody is in it, or was not long ago. Nothing of it is ever on a disk. */
export interface RelayRoom {
  readonly name: string;
  readonly members: Set<Member>;
  /** Whose states each connection speaks for. */
  readonly clients: Map<number, Member>;
  readonly additions: Additions;
  readonly deliveries: Bucket;
  bytes: number;
  idleSince: number;
  /** The secret only as a salted hash. */
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export type Denial = keyof typeof DENIED;

/** The rooms of a relay. Whoever comes first sets the secret; nobody can ask which rooms there are. */
export class RelayRooms {
  private readonly rooms = new Map<string, RelayRoom>();

  constructor(
    private readonly limits: RelayLimits,
    private readonly hocuspocus: () => Hocuspocus,
  ) {}

  /** The room, or why not. */
  admit(name: string, secret: string, member: Member, now: number): RelayRoom | Denial {
    if (!WORD.test(name)) return "bad-room";
    if (!WORD.test(secret)) return "wrong-secret";
    const room = this.rooms.get(name) ?? this.open(name, secret, now);
    if (room === null) return "relay-full";
    if (!timingSafeEqual(hashOf(secret, room.salt), room.hash)) return "wrong-secret";
    if (room.members.size >= this.limits.connectionsOfRoom) return "room-full";
    room.members.add(member);
    return room;
  }

  leave(room: RelayRoom, member: Member, now: number): void {
    room.members.delete(member);
    for (const [client, owner] of room.clients) if (owner === member) room.clients.delete(client);
    if (room.members.size > 0) return;
    room.idleSince = now;
    // Nothing of value was ever put there.
    if (!room.additions.hasSetup) this.drop(room);
  }

  /** Whether a room may grow by so many bytes; rooms where nobody is make way, as their participants have everything. */
  mayGrow(room: RelayRoom, bytes: number): boolean {
    if (room.bytes + bytes > this.limits.document) return false;
    while (this.size + bytes > this.limits.memory) {
      const idlest = this.idlest();
      if (idlest === undefined) return false;
      this.drop(idlest);
    }
    return true;
  }

  /** Forgets rooms in which nobody has been for long. */
  sweep(now: number): void {
    for (const room of [...this.rooms.values()]) {
      if (room.members.size === 0 && now - room.idleSince >= this.limits.idle) this.drop(room);
    }
  }

  keeps(name: string): boolean {
    return this.rooms.has(name);
  }

  get count(): number {
    return this.rooms.size;
  }

  private get size(): number {
    let bytes = 0;
    for (const room of this.rooms.values()) bytes += room.bytes;
    return bytes;
  }

  private open(name: string, secret: string, now: number): RelayRoom | null {
    if (this.rooms.size >= this.limits.rooms) {
      const idlest = this.idlest();
      if (idlest === undefined) return null;
      this.drop(idlest);
    }
    const salt = randomBytes(16);
    const additions = new Additions(name, this.hocuspocus().documents.get(name));
    const room: RelayRoom = {
      name,
      members: new Set(),
      clients: new Map(),
      additions,
      deliveries: new Bucket(this.limits.deliveries, now),
      bytes: 0,
      idleSince: now,
      salt,
      hash: hashOf(secret, salt),
    };
    this.rooms.set(name, room);
    return room;
  }

  private idlest(): RelayRoom | undefined {
    let found: RelayRoom | undefined;
    for (const room of this.rooms.values()) {
      if (room.members.size === 0 && (found === undefined || room.idleSince < found.idleSince)) found = room;
    }
    return found;
  }

  private drop(room: RelayRoom): void {
    this.rooms.delete(room.name);
    const document = this.hocuspocus().documents.get(room.name);
    if (document !== undefined) void this.hocuspocus().unloadDocument(document);
  }
}

const hashOf = (secret: string, salt: Buffer): Buffer => createHmac("sha256", salt).update(secret).digest();
