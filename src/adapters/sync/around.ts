import type { Awareness } from "y-protocols/awareness";
import type { Beacon, Presence } from "#session/team/contract";
import { Bucket } from "./bucket";
import { fits, MAX_CONNECTED, MAX_PRESENCE } from "./limits";
import { isBeacon, isBeaconGenuine } from "./messages";
import * as shapes from "./shapes";

/** Beacons whose signature is checked: so many at once and so many a second, of one connected client and of all. */
const OF_ONE = { burst: 8, perSecond: 4 };
const OF_ALL = { burst: 100, perSecond: 60 };

/**
 * What one says is said again as often. The library does so, too, but by the wall clock: on a machine whose clock was put back
 * it falls silent, and to the others whoever is silent for half a minute is gone. Milliseconds.
 */
const AGAIN_MS = 10_000;

interface Needs {
  readonly device: string | null;
  run(): string | null;
  /** Whether a device has written something, or opened the room: only those may drive the clock. */
  isKnown(device: string): boolean;
  now(): number;
  changed(what: "beacons" | "presence"): void;
}

/**
 * What devices say all the time and nobody keeps: where the clock is, and what they look at. Each way to the others has its
 * own set of connected devices, because a way that is lost must not make those of another look gone.
 */
export class Around {
  private readonly ways: Awareness[] = [];
  /** Never nothing: it is said again all the time, by which each side knows that the other is there. */
  private said: { presence?: Presence; beacon?: Beacon } = {};
  private newest: readonly Beacon[] = [];
  private people: readonly Presence[] = [];
  /** What was checked already, so that a forged one costs once. */
  private readonly checked = new WeakSet<Beacon>();
  private readonly budget: Bucket;
  private readonly budgets = new Map<number, Bucket>();

  private readonly repeating = setInterval(() => this.again(), AGAIN_MS);

  constructor(private readonly needs: Needs) {
    this.budget = new Bucket(OF_ALL, needs.now());
  }

  close(): void {
    clearInterval(this.repeating);
  }

  add(way: Awareness): void {
    this.ways.push(way);
    way.setLocalState(this.said);
    way.on("change", () => this.read());
  }

  beacons(): readonly Beacon[] {
    return this.newest;
  }

  presence(): readonly Presence[] {
    return this.people;
  }

  say(what: { readonly presence: Presence } | { readonly beacon: Beacon }): void {
    this.said = { ...this.said, ...what };
    for (const way of this.ways) way.setLocalState(this.said);
    if ("beacon" in what) this.take(what.beacon);
  }

  /** Says it again: a browser that put the page aside has told the others that it left. */
  again(): void {
    for (const way of this.ways) way.setLocalState(this.said);
  }

  /** Looks at what is said now; also when more devices have become known. */
  read(): void {
    const people = new Map<string, Presence>();
    for (const way of this.ways) {
      for (const [client, state] of way.getStates()) {
        if (client === way.clientID) continue;
        // Whatever somebody said, as JSON.
        const { beacon, presence } = Object(state) as { readonly beacon?: unknown; readonly presence?: unknown };
        this.readBeacon(client, beacon);
        if (isPresence(presence) && presence.device !== this.needs.device && people.size < MAX_CONNECTED) {
          people.set(presence.device, presence);
        }
      }
    }
    const list = [...people.values()].sort((a, b) => (a.device < b.device ? -1 : 1));
    if (JSON.stringify(list) === JSON.stringify(this.people)) return;
    this.people = list;
    this.needs.changed("presence");
  }

  private readBeacon(client: number, value: unknown): void {
    const run = this.needs.run();
    if (value === undefined || run === null || !isBeacon(value, run)) return;
    if (value.device === this.needs.device || !this.needs.isKnown(value.device)) return;
    const known = this.newest.find(({ device }) => device === value.device);
    if (known !== undefined && known.count >= value.count) return;
    if (this.checked.has(value) || !this.mayCheck(client)) return;
    this.checked.add(value);
    if (isBeaconGenuine(value)) this.take(value);
  }

  private take(beacon: Beacon): void {
    this.newest = [...this.newest.filter(({ device }) => device !== beacon.device), beacon];
    this.needs.changed("beacons");
  }

  /** A flood of beacons costs a part of a second of every second, and not the budget of those who do not flood. */
  private mayCheck(client: number): boolean {
    const now = this.needs.now();
    const own = this.budgets.get(client) ?? new Bucket(OF_ONE, now);
    this.budgets.set(client, own);
    if (this.budgets.size > 8 * MAX_CONNECTED) this.budgets.clear();
    return own.take(1, now) && this.budget.take(1, now);
  }
}

const isPresence = (value: unknown): value is Presence =>
  value !== undefined && shapes.presence(value, "presence") === null && fits(JSON.stringify(value), MAX_PRESENCE);
