import * as Y from "yjs";
import { Breath } from "../storage/transfer/breath";
import type { EntryLog } from "./entry-log";
import { LOG, SETUP, SIGNED } from "./limits";
import { isGenuine, type Kept, readEntry, textOf } from "./messages";
import { setupUpdate } from "./setup-item";

/** What is put back into the document at a time, so that no message is larger than a relay takes. */
const PIECE = 24 * 1024;
/** So many pieces at once, and then one every so many milliseconds: a relay bounds what comes in a second. */
const AT_ONCE = 20;
const PAUSE_MS = 250;
/** Milliseconds of work after which the page may do something else. */
const SLICE_MS = 8;

interface Needs {
  readonly room: string;
  readonly log: EntryLog;
  /** Null until the setup is known: nothing of the log can be judged before. */
  run(): string | null;
  /** Genuine entries that are new, some at a time; perhaps none. */
  found(entries: readonly Kept[]): void;
  /** A setup stands in the document that may be ours. */
  setup(text: unknown): void;
  /** Something that was there was taken out by somebody. */
  vanished(): void;
}

/** The shared document: a list that everybody adds to. What others put there is looked at in slices, and once. */
export class RoomDocument {
  readonly doc = new Y.Doc();
  /** Items that are no genuine entries of this run. */
  ignored = 0;
  private readonly items = this.doc.getArray<unknown>(LOG);
  private readonly head = this.doc.getMap<unknown>(SETUP);
  private queue: unknown[] = [];
  private work: Promise<void> | null = null;
  /** Entries of ours that stand in the document. */
  private present = new Set<Kept>();
  private isClosed = false;
  /** Goes up when everything is looked at again. */
  private round = 0;

  constructor(private readonly needs: Needs) {
    this.doc.clientID = newClient();
    this.items.observe((event) => {
      for (const { insert } of event.changes.delta) if (Array.isArray(insert)) this.queue.push(...insert);
      if (event.changes.deleted.size > 0) this.recount();
      this.drain();
    });
    this.head.observe(() => this.needs.setup(this.head.get(SIGNED)));
  }

  push(kept: Kept): void {
    this.put([kept]);
  }

  putSetup(text: string): void {
    if (this.head.get(SIGNED) === text) return;
    Y.applyUpdate(this.doc, setupUpdate(this.needs.room, text), "setup");
    // Somebody overwrote it, which only servers without our rules let through.
    if (this.head.get(SIGNED) !== text) this.head.set(SIGNED, text);
  }

  /** Looks at what is waiting; resolves when nothing is. */
  drain(): Promise<void> {
    if (this.work === null && this.queue.length > 0 && !this.isClosed && this.needs.run() !== null) {
      this.work = this.judge().finally(() => {
        this.work = null;
        // What came after the last look, and before this.
        return this.drain();
      });
    }
    return this.work ?? Promise.resolve();
  }

  /** Puts back what is known and does not stand in the document. */
  async restore(): Promise<void> {
    await this.drain();
    let piece: Kept[] = [];
    let size = 0;
    let pieces = 0;
    for (const kept of [...this.needs.log.all()]) {
      if (this.present.has(kept)) continue;
      const { length } = textOf(kept);
      if (size + length > PIECE) {
        this.put(piece);
        piece = [];
        size = 0;
        pieces += 1;
        if (pieces > AT_ONCE) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      if (this.isClosed) return;
      // Asked anew after every pause: another device may have been quicker.
      if (this.present.has(kept)) continue;
      piece.push(kept);
      size += length;
    }
    this.put(piece);
  }

  /**
   * Adds what is missing of it, each time as a client of its own: under a number that others know already somebody could
   * write first, and what we write would count as received.
   */
  private put(piece: readonly Kept[]): void {
    const missing = piece.filter((kept) => !this.present.has(kept));
    if (missing.length === 0 || this.isClosed) return;
    for (const kept of missing) this.present.add(kept);
    const { clientID } = this.doc;
    this.doc.clientID = newClient();
    try {
      this.items.push(missing.map(textOf));
    } finally {
      this.doc.clientID = clientID;
    }
  }

  close(): void {
    this.isClosed = true;
    this.queue = [];
    this.doc.destroy();
  }

  private async judge(): Promise<void> {
    const breath = new Breath(undefined);
    while (this.queue.length > 0 && !this.isClosed) {
      const [waiting, round] = [this.queue, this.round];
      this.queue = [];
      let fresh: Kept[] = [];
      let since = performance.now();
      for (const item of waiting) {
        const kept = this.judged(item);
        if (kept !== null) fresh.push(kept);
        if (performance.now() - since < SLICE_MS) continue;
        this.needs.found(fresh);
        fresh = [];
        await breath.take();
        since = performance.now();
        if (this.isClosed || this.round !== round) break;
      }
      this.needs.found(fresh);
    }
  }

  /** The entry, where it is a genuine one that is not known. */
  private judged(item: unknown): Kept | null {
    const read = readEntry(item, this.needs.run() ?? "");
    if (!read.ok) {
      this.ignored += 1;
      return null;
    }
    const known = this.needs.log.find(read.value);
    if (known !== null) {
      this.present.add(known);
      return null;
    }
    if (!isGenuine(read.value)) {
      this.ignored += 1;
      return null;
    }
    this.present.add(read.value);
    return read.value;
  }

  /** Everything is looked at again, which is quick for what is known. */
  private recount(): void {
    this.round += 1;
    this.present = new Set();
    this.queue = this.items.toArray();
    this.needs.vanished();
  }
}

/** A number for a client of a document. */
const newClient = (): number => crypto.getRandomValues(new Uint32Array(4))[3] ?? 0;
