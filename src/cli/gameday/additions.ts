import * as Y from "yjs";
import { LOG, MAX_ENTRY, SETUP, SIGNED } from "#adapters/sync/limits";
import { readSetupOf } from "#adapters/sync/messages";
import { setupClient } from "#adapters/sync/setup-item";
import { MAX_CLIENTS, MAX_SIBLINGS } from "./limits";

type Id = { readonly client: number; readonly clock: number };

/** What an item takes beside its texts. */
const ITEM_BYTES = 32;

/** What came of looking at an update. `early`: it builds on what is not here yet, and comes again with the whole. */
export type Finding =
  | { readonly kind: "fine"; readonly items: number; readonly bytes: number; readonly accept: () => void }
  | { readonly kind: "early" };

/** What only ever is added to: the log of a room and its setup, as the relay has let them in. */
export class Additions {
  /** One more than the last clock of each client. */
  private readonly clocks: Map<number, number>;
  /** How many items were written after one and the same. */
  private readonly siblings = new Map<string, number>();
  private readonly owner: number;

  constructor(
    private readonly room: string,
    doc: Y.Doc | undefined,
  ) {
    this.clocks = doc === undefined ? new Map() : Y.decodeStateVector(Y.encodeStateVector(doc));
    this.owner = setupClient(room);
  }

  get hasSetup(): boolean {
    return this.clocks.has(this.owner);
  }

  /**
   * Looks at an update before it touches the document: only texts are added, at the end of the log; nothing is deleted
   * or overwritten; the setup is that of whoever the room is named after. Throws on everything else.
   */
  look(update: Uint8Array): Finding {
    const { structs, ds } = Y.decodeUpdate(update);
    if (ds.clients.size > 0) throw new TypeError("something is deleted");
    const ends = new Map<number, number>();
    const after = new Map<string, number>();
    const endOf = (client: number) => Math.max(ends.get(client) ?? 0, this.clocks.get(client) ?? 0);
    const isHere = ({ client, clock }: Id) => clock < endOf(client);
    let items = 0;
    let bytes = 0;
    let isEarly = false;
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) throw new TypeError("something that is no item");
      const { client, clock } = struct.id;
      if (client === this.owner) this.checkSetup(struct);
      else checkText(struct, this.owner);
      if (clock > endOf(client)) isEarly = true;
      // The items of an update are sorted by client, not by time: those it builds on may stand behind it.
      ends.set(client, Math.max(ends.get(client) ?? 0, clock + struct.length));
      if (clock + struct.length <= (this.clocks.get(client) ?? 0)) continue;
      items += struct.length;
      bytes += textsOf(struct).reduce((sum, text) => sum + text.length, ITEM_BYTES);
      const origin = keyOf(struct.origin);
      after.set(origin, (after.get(origin) ?? this.siblings.get(origin) ?? 0) + 1);
    }
    for (const struct of structs) {
      if (struct instanceof Y.Item && struct.origin !== null && !isHere(struct.origin)) isEarly = true;
    }
    if (isEarly) return { kind: "early" };
    for (const count of after.values()) if (count > MAX_SIBLINGS) throw new RangeError("too much after one item");
    const clients = [...ends.keys()].filter((client) => !this.clocks.has(client)).length;
    if (this.clocks.size + clients > MAX_CLIENTS) throw new RangeError("too many clients");
    const accept = () => {
      for (const client of ends.keys()) this.clocks.set(client, endOf(client));
      for (const [origin, count] of after) this.siblings.set(origin, count);
    };
    return { kind: "fine", items, bytes, accept };
  }

  private checkSetup(item: Y.Item): void {
    const [text] = textsOf(item);
    const isIts = item.id.clock === 0 && item.length === 1 && item.origin === null && item.rightOrigin === null;
    if (!isIts || parentOf(item) !== SETUP || item.parentSub !== SIGNED) throw new TypeError("no setup");
    // It was looked at when it came first, and cannot have changed.
    if (this.hasSetup) return;
    const read = readSetupOf(this.room, text);
    if (!read.ok) throw new TypeError(read.error);
  }
}

function checkText(item: Y.Item, owner: number): void {
  for (const text of textsOf(item)) if (text.length > MAX_ENTRY) throw new RangeError("an entry that is too large");
  if (item.rightOrigin !== null) throw new TypeError("something is put in between");
  if (item.origin?.client === owner) throw new TypeError("the setup is written over");
  // Where an item follows another, it belongs where that one does.
  if (item.origin === null && (parentOf(item) !== LOG || item.parentSub !== null))
    throw new TypeError("no part of the log");
}

function textsOf(item: Y.Item): readonly string[] {
  if (!(item.content instanceof Y.ContentAny)) throw new TypeError("something that is no text");
  const { arr } = item.content;
  if (!arr.every((value) => typeof value === "string")) throw new TypeError("something that is no text");
  return arr;
}

/** As it was read, the parent of an item is the name of one of the document's types, or an item. */
const parentOf = ({ parent }: Y.Item): unknown => parent;

const keyOf = (id: Id | null): string => (id === null ? "" : `${id.client}:${id.clock}`);
