import { IncomingMessage, MessageType } from "@hocuspocus/server";

/** What a client may send, as far as the relay looks at it before anything else does. */
export type Frame =
  | { readonly kind: "pong" }
  | { readonly kind: "auth"; readonly room: string; readonly secret: string }
  /** What it has; `query`: it asks who is there; `leave`: it goes. */
  | { readonly kind: "state" | "query" | "leave"; readonly room: string }
  /** `whole`: all that the relay does not have, as an answer. */
  | { readonly kind: "update"; readonly room: string; readonly whole: boolean; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly room: string; readonly clients: readonly number[] };

/** More clients in one message are no device's own. */
const MAX_STATES = 64;
const SYNC = { state: 0, whole: 1, update: 2 } as const;

/** Reads a message. Throws on what no client of ours sends. */
export function readFrame(data: Uint8Array): Frame {
  if (data.length === 1 && data[0] === MessageType.Pong) return { kind: "pong" };
  const message = new IncomingMessage(data);
  const room = message.readVarString();
  const type = message.readVarUint();
  switch (type) {
    case MessageType.Auth:
      if (message.readVarUint() !== 0) throw new TypeError("auth without a token");
      return { kind: "auth", room, secret: message.readVarString() };
    case MessageType.Sync:
    case MessageType.SyncReply: {
      const step = message.readVarUint();
      const update = message.readVarUint8Array();
      if (step === SYNC.state) return { kind: "state", room };
      if (step === SYNC.whole || step === SYNC.update) {
        return { kind: "update", room, whole: step === SYNC.whole, update };
      }
      throw new TypeError("a step of synchronising that does not exist");
    }
    case MessageType.Awareness:
      return { kind: "awareness", room, clients: clientsOf(message.readVarUint8Array()) };
    case MessageType.QueryAwareness:
      return { kind: "query", room };
    case MessageType.CLOSE:
      return { kind: "leave", room };
    default:
      throw new TypeError("a kind of message that clients do not send");
  }
}

/** Whom a message of awareness speaks of. */
function clientsOf(update: Uint8Array): readonly number[] {
  const message = new IncomingMessage(update);
  const count = message.readVarUint();
  if (count > MAX_STATES) throw new RangeError("too many states");
  const clients: number[] = [];
  for (let i = 0; i < count; i++) {
    clients.push(message.readVarUint());
    message.readVarUint();
    JSON.parse(message.readVarString());
  }
  return clients;
}
