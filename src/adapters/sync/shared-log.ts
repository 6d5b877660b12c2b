import { StorageError, type WallClock } from "#session/contract";
import type {
  Beacon,
  Presence,
  Reach,
  RoomAddress,
  SharedLog,
  TeamBody,
  TeamEntry,
  TeamSetup,
} from "#session/team/contract";
import { Breath } from "../storage/transfer/breath";
import { Around } from "./around";
import { joinChannel, type Link } from "./channel";
import { EntryLog } from "./entry-log";
import { packFile, readFile } from "./file";
import { Keeping } from "./keeping";
import { fits, MAX_ENTRY } from "./limits";
import { type Kept, readEntry, readSetup, signBeacon, signEntry, textOf } from "./messages";
import { joinRelay } from "./relay";
import { RoomDocument } from "./room-document";
import type { Place } from "./slots";
import { type RoomStore, SAME_WINDOW } from "./store";

type What = Parameters<Parameters<SharedLog["onChange"]>[0]>[0];

/** What stays in this browser is put into the document when nobody has said for so long that they have it. */
const ALONE_MS = 200;
/** After a relay has said what it has, devices put back what is missing one after the other, mostly. */
const SPREAD_MS = 1500;
/** Something that somebody took out is put back no more often than this. */
const PUT_BACK_MS = 2000;

export interface LogNeeds {
  readonly address: RoomAddress;
  /** The address by which this page reaches the relay. */
  readonly via: string | null;
  readonly store: RoomStore;
  readonly clock: WallClock;
  /** Whose window it is; null where it only watches. */
  readonly place: Place | null;
  /** How sockets are made, outside a browser. */
  readonly socket?: unknown;
  /** Called when it is closed, with what settles when its place is free again. */
  readonly onClose: (free: Promise<void>) => void;
}

/** One room as this window has it: what is stored, what others have, and the ways to them. */
export class RoomLog implements SharedLog {
  readonly device: string | null;
  private readonly log = new EntryLog();
  private readonly document: RoomDocument;
  private readonly around: Around;
  private readonly keeping: Keeping;
  private readonly links: Link[] = [];
  private readonly listeners = new Set<(what: What) => void>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private signed: { readonly text: string; readonly setup: TeamSetup } | null = null;
  private how: Reach = { state: "alone", why: null };
  private writes: Promise<unknown> = Promise.resolve();
  private restoring = false;
  private isClosed = false;

  private constructor(private readonly needs: LogNeeds) {
    const { address, clock, place } = needs;
    this.device = place?.key.author ?? null;
    this.keeping = new Keeping(needs.store, address, clock);
    this.document = new RoomDocument({
      room: address.room,
      log: this.log,
      run: () => this.run(),
      found: (entries) => this.found(entries),
      setup: (text) => this.heardSetup(text),
      vanished: () => this.restoreIn(PUT_BACK_MS),
    });
    this.around = new Around({
      device: this.device,
      run: () => this.run(),
      isKnown: (device) => device === address.founder || this.log.has(device),
      now: () => clock.now(),
      changed: (what) => this.tell(what),
    });
  }

  /** Reads what is stored and joins the others. Rejects with a StorageError. */
  static async open(needs: LogNeeds): Promise<RoomLog> {
    const room = new RoomLog(needs);
    const { store, address } = needs;
    const [setup, entries] = await Promise.all([store.setup(address.room), store.entries(address.room)]);
    if (setup !== null) room.takeSetup(setup);
    // They were genuine when they were stored; only this browser can have changed them.
    const breath = new Breath(undefined);
    for (const text of entries) {
      const kept = readEntry(text, room.run() ?? "");
      if (kept.ok) room.log.add(kept.value);
      await breath.take();
    }
    room.join();
    return room;
  }

  /** For whoever opens the room: puts its setup, which is stored already. */
  begin(text: string): void {
    this.takeSetup(text);
    this.document.putSetup(text);
  }

  setup(): TeamSetup | null {
    return this.signed?.setup ?? null;
  }

  entries(): readonly TeamEntry[] {
    return this.log.entries();
  }

  append(body: TeamBody): Promise<TeamEntry> {
    const entry = this.writes.then(() => this.write(body));
    this.writes = entry.catch(() => undefined);
    return entry;
  }

  beacons(): readonly Beacon[] {
    return this.around.beacons();
  }

  emit(beacon: Pick<Beacon, "second" | "state" | "tempo">): void {
    const [run, place] = [this.run(), this.needs.place];
    if (run === null || place === null || place.isLost() || this.isClosed) return;
    this.around.say({ beacon: signBeacon(run, place.nextBeacon(beacon.second), beacon, place.key) });
  }

  emitted(): number {
    return this.needs.place?.second ?? 0;
  }

  presence(): readonly Presence[] {
    return this.around.presence();
  }

  announce(presence: Omit<Presence, "device">): void {
    if (this.device !== null && !this.isClosed) this.around.say({ presence: { ...presence, device: this.device } });
  }

  reach(): Reach {
    return this.how;
  }

  forked(): readonly string[] {
    return this.log.forked();
  }

  onChange(callback: (what: What) => void): () => void {
    this.listeners.add(callback);
    return () => void this.listeners.delete(callback);
  }

  async save(): Promise<Uint8Array> {
    return packFile(this.needs.address, this.signed?.text ?? null, [...this.log.all()].map(textOf));
  }

  async merge(file: Uint8Array): Promise<number> {
    const read = await readFile(file, this.needs.address);
    if (this.signed === null && read.setup !== null) {
      await this.needs.store.putSetup(this.needs.address.room, read.setup);
      this.takeSetup(read.setup);
    }
    const fresh = read.entries.filter((kept) => this.log.find(kept) === null);
    await this.needs.store.putEntries(this.needs.address.room, fresh);
    const before = this.log.entries().length;
    this.learn(fresh);
    this.restoreIn(0);
    return this.log.entries().length - before;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    globalThis.removeEventListener?.("pageshow", this.onShow);
    for (const timer of this.timers) clearTimeout(timer);
    this.around.close();
    for (const link of this.links) link.close();
    this.document.close();
    this.listeners.clear();
    // What is being written is written before another window may have the place.
    this.needs.onClose(this.writes.then(() => this.needs.place?.release()));
  }

  private run(): string | null {
    return this.signed?.setup.header.id ?? null;
  }

  private join(): void {
    const { address, via: relay, socket } = this.needs;
    const channel = joinChannel(this.document.doc, address, () => this.restoreIn(ALONE_MS));
    const links = [channel];
    if (relay !== null) {
      const reach = (how: Reach) => {
        this.how = how;
        this.tell("reach");
      };
      const synced = () => this.restoreIn(Math.random() * SPREAD_MS);
      links.push(joinRelay(this.document.doc, { ...address, relay }, { socket, reach, synced }));
    } else this.restoreIn(ALONE_MS);
    for (const link of links) {
      if (link === null) continue;
      this.links.push(link);
      this.around.add(link.awareness);
    }
    globalThis.addEventListener?.("pageshow", this.onShow);
  }

  private readonly onShow = () => this.around.again();

  private async write(body: TeamBody): Promise<TeamEntry> {
    const { place, store, address } = this.needs;
    if (place === null) throw new RangeError("append: this window only watches.");
    const run = this.run();
    if (run === null) throw new RangeError("append: the room's setup has not arrived yet.");
    if (this.isClosed) throw new RangeError("append: this room was closed.");
    if (place.isLost()) throw new StorageError(SAME_WINDOW);
    // What does not fit into the log would be stored and never seen by anybody.
    if (!this.log.hasRoomFor(place.key.author)) {
      throw new RangeError("append: this room is full: as much was written into it as it takes.");
    }
    const kept = signEntry(run, this.log.next(place.key.author), body, place.key);
    if (!fits(textOf(kept), MAX_ENTRY)) throw new RangeError(`append: an entry has at most ${MAX_ENTRY} bytes.`);
    await store.appendEntry(address.room, kept);
    this.document.push(kept);
    this.learn([kept]);
    return kept.entry;
  }

  private heardSetup(text: unknown): void {
    if (this.signed !== null) {
      if (text !== this.signed.text) this.restoreIn(PUT_BACK_MS);
      return;
    }
    if (typeof text === "string" && this.takeSetup(text)) this.keeping.setup(text);
  }

  private takeSetup(text: string): boolean {
    const read = readSetup(text, this.needs.address);
    if (!read.ok) return false;
    this.signed = { text, setup: read.value };
    this.tell("setup");
    this.keeping.note(this.setup());
    void this.document.drain();
    this.around.read();
    return true;
  }

  private found(entries: readonly Kept[]): void {
    if (entries.length === 0) return;
    this.learn(entries);
    this.keeping.entries(entries);
  }

  private learn(entries: readonly Kept[]): void {
    let isNew = false;
    for (const kept of entries) isNew = this.log.add(kept) || isNew;
    if (!isNew) return;
    this.tell("entries");
    this.around.read();
    this.keeping.note(this.setup());
  }

  private restoreIn(ms: number): void {
    if (this.restoring || this.isClosed) return;
    this.restoring = true;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.restoring = false;
      if (this.signed !== null) this.document.putSetup(this.signed.text);
      void this.document.restore();
    }, ms);
    this.timers.add(timer);
  }

  private tell(what: What): void {
    for (const listener of [...this.listeners]) listener(what);
  }
}
