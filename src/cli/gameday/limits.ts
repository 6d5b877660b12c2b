import type { Rate } from "#adapters/sync/bucket";
import { MAX_SETUP } from "#adapters/sync/limits";

const KIB = 1024;
const MIB = 1024 * KIB;

/** What a relay takes. Sizes in bytes, rates per second. */
export interface RelayLimits {
  readonly connections: number;
  /** From one address of the network; this machine itself, where a proxy may stand, has no bound of its own. */
  readonly connectionsOfAddress: number;
  readonly connectionsOfRoom: number;
  readonly rooms: number;
  /** Of one room, and of all of them. */
  readonly document: number;
  readonly memory: number;
  /** A message, and one that brings a device's whole state or a setup; a connection may send four such. */
  readonly message: number;
  readonly large: number;
  /** What a device says of itself. */
  readonly awareness: number;
  readonly messages: Rate;
  /** Of all connections of one address together; opening one counts, too. */
  readonly messagesOfAddress: Rate;
  /** Messages of a room, each as often as there are others to hear it. */
  readonly deliveries: Rate;
  readonly bytes: Rate;
  /** Questions for everything there is. */
  readonly states: Rate;
  /** Items that are added to the log after the first exchange. */
  readonly items: Rate;
  /** What waits for somebody who does not read it, and for all of those. */
  readonly unread: number;
  readonly unreadOfAll: number;
  /** Messages of all connections of which only a part is here, and milliseconds until one must be whole. */
  readonly unfinished: number;
  readonly patience: number;
  /** Milliseconds: until somebody must have said which room, between two signs of life, until a question is answered. */
  readonly admission: number;
  readonly heartbeat: number;
  readonly answer: number;
  /** Milliseconds that a room without connections is kept. */
  readonly idle: number;
}

export const RELAY_LIMITS: RelayLimits = {
  connections: 500,
  connectionsOfAddress: 128,
  connectionsOfRoom: 64,
  rooms: 1000,
  document: 8 * MIB,
  memory: 512 * MIB,
  message: 64 * KIB,
  large: 8 * MIB + 64 * KIB,
  awareness: 8 * KIB,
  messages: { perSecond: 40, burst: 400 },
  messagesOfAddress: { perSecond: 600, burst: 6000 },
  deliveries: { perSecond: 10_000, burst: 60_000 },
  bytes: { perSecond: 128 * KIB, burst: 2 * MIB },
  states: { perSecond: 0.2, burst: 5 },
  items: { perSecond: 400, burst: 4000 },
  unread: 16 * MIB,
  unreadOfAll: 256 * MIB,
  unfinished: 64 * MIB,
  patience: 60_000,
  admission: 10_000,
  heartbeat: 10_000,
  answer: 2_000,
  idle: 240 * 60_000,
};

/** The setup is a text in an update: some bytes more. */
export const SETUP_MESSAGE = MAX_SETUP + MIB;
/** Items after one and the same: more only come of wanting to be slow to merge. */
export const MAX_SIBLINGS = 256;
/** Clients of a document; each addition is one. */
export const MAX_CLIENTS = 60_000;
