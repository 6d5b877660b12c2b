import type { Awareness } from "y-protocols/awareness";
import type { Beacon, Presence } from "#session/team/contract";
import { fits, MAX_CONNECTED, MAX_PRESENCE } from "./limits";
import { isBeacon, isBeaconGenuine } from "./messages";
import * as shapes from "./shapes";

/** Beacons that are checked for their signature: so many at once, and so many a second. */
const BURST = 60;
const PER_SECOND = 40;

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
  /** Never nothing: what is said is said again every fifteen seconds, by which each side knows that the other is there. */
  private said: { presence?: Presence; beacon?: Beacon } = {};
  private newest: readonly Beacon[] = [];
  private people: readonly Presence[] = [];
  private tokens = BURST;
  private filledAt: number;

  constructor(private readonly needs: Needs) {
    this.filledAt = needs.now();
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
        this.readBeacon(state.beacon);
        const { presence } = state;
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

  private readBeacon(value: unknown): void {
    const run = this.needs.run();
    if (value === undefined || run === null || !isBeacon(value, run)) return;
    if (value.device === this.needs.device || !this.needs.isKnown(value.device)) return;
    const known = this.newest.find(({ device }) => device === value.device);
    if (known !== undefined && known.count >= value.count) return;
    if (this.mayCheck() && isBeaconGenuine(value)) this.take(value);
  }

  private take(beacon: Beacon): void {
    this.newest = [...this.newest.filter(({ device }) => device !== beacon.device), beacon];
    this.needs.changed("beacons");
  }

  /** A flood of beacons costs a part of a second of every second, not all of it. */
  private mayCheck(): boolean {
    const now = this.needs.now();
    this.tokens = Math.min(BURST, this.tokens + (Math.max(0, now - this.filledAt) * PER_SECOND) / 1000);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

const isPresence = (value: unknown): value is Presence =>
  value !== undefined && shapes.presence(value, "presence") === null && fits(JSON.stringify(value), MAX_PRESENCE);
