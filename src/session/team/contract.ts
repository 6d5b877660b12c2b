import type { CommandBody, Refusal } from "#domain/commands";
import type { TabletopIncident } from "#domain/exercise";
import type { NodeId, Second } from "#domain/ids";
import type { Pack } from "#domain/pack";
import type { RunHeader } from "#domain/run";
import type { Renames, Seat, TeamDeed, Tempo } from "#domain/team";
import type { PanelId } from "#domain/telemetry";
import type { View } from "#domain/view";
import type { LiveSession } from "../contract";

export type { TabletopIncident };

/** What is played: a drill that was built in, one of a pack that travels with it, or an incident that is only told. */
export type TeamSubject =
  | { readonly kind: "drill"; readonly slug: string }
  | { readonly kind: "pack"; readonly slug: string; readonly pack: Pack }
  | { readonly kind: "tabletop"; readonly incident: TabletopIncident };

/** What everybody starts from; written once by whoever opens the room, and signed by their device. */
export interface TeamSetup {
  readonly format: 1;
  readonly title: string;
  /** `clock` is `team`; `roles` names the device that opened the room, as facilitator. */
  readonly header: RunHeader;
  readonly subject: TeamSubject;
  readonly renames: Renames;
}

/**
 * Written by the device that drives the clock, every 15 s and at every pause: how many commands of each device it had by
 * then. A command that none covers in time happens at the second of the first that does.
 */
export interface Checkpoint {
  readonly second: Second;
  /** One more than the last counter, by device: all counters below are there. */
  readonly counters: Readonly<Record<string, number>>;
  /**
   * Which entries those are, as far as no checkpoint has said it: whoever signs another one with a counter that was counted
   * changes nothing by it. Absent: none.
   */
  readonly versions?: Versions;
}

/** By device: how the signatures of its entries end, from a counter on. */
export type Versions = Readonly<Record<string, { readonly from: number; readonly signatures: readonly string[] }>>;

/** What a device adds to the shared log. `seat` becomes the command's role. */
export type TeamBody =
  | {
      readonly kind: "command";
      readonly second: Second;
      readonly seen: Second;
      /** One more than the highest of all commands this device had: what answers something comes after it. */
      readonly lamport: number;
      readonly seat: string;
      readonly body: CommandBody;
    }
  | ({ readonly kind: "checkpoint" } & Checkpoint);

/** Signed by its author, whose name is its public key: 32 bytes as base64url. Counters of an author begin at 0 and leave none out. */
export interface TeamEntry {
  /** The run's id. */
  readonly run: string;
  readonly author: string;
  readonly counter: number;
  readonly body: TeamBody;
  readonly signature: string;
}

/** Where the clock is; sent once a real second and with every change, kept nowhere. Nobody simulates beyond the last one. */
export interface Beacon {
  readonly run: string;
  readonly device: string;
  /** Grows with every beacon of its device: an older one that arrives late says nothing. */
  readonly count: number;
  readonly second: Second;
  readonly state: "lobby" | "running" | "paused" | "stopped" | "ended";
  readonly tempo: Tempo;
  readonly signature: string;
}

/** What others see of a device while it is connected. Unsigned: it decides nothing. */
export interface Presence {
  readonly device: string;
  readonly seat: string | null;
  readonly name: string;
  readonly looksAt: { readonly panel: PanelId | string; readonly node: NodeId | null } | null;
  /** The audience somebody is writing to. */
  readonly writesTo: string | null;
  /** The last beacon's second it has had: who drives the clock never goes on behind it. */
  readonly second: Second;
}

/** Whether the others can be reached. */
export interface Reach {
  /** `alone`: only this machine, as wanted. `apart`: the relay cannot be reached; everything goes on and is merged later. `refused`: it does not want us. */
  readonly state: "alone" | "connecting" | "together" | "apart" | "refused";
  /** Why it is apart or refused, in a sentence; null otherwise. */
  readonly why: string | null;
}

/**
 * Port: the log that devices of a team share. It holds only entries that are whole, well-formed and signed by their author;
 * what was added here is durable before it is sent. Entries are never taken back.
 */
export interface SharedLog {
  /** This window's name among authors; null where it only watches. */
  readonly device: string | null;
  /** Null until it has arrived from the others. */
  setup(): TeamSetup | null;
  /** In no particular order; all of those, too, that a device signed with one counter. The array is replaced, never changed. */
  entries(): readonly TeamEntry[];
  /** Signs and stores it, and sends it to everybody. Rejects with a StorageError, or a RangeError where it only watches. */
  append(body: TeamBody): Promise<TeamEntry>;
  /** The newest beacon of each device. */
  beacons(): readonly Beacon[];
  emit(beacon: Pick<Beacon, "second" | "state" | "tempo">): void;
  /** The second of the last beacon that this device emitted before it was opened, as far as it is stored; 0 where there was none. */
  emitted(): Second;
  /** Everybody else who is connected. */
  presence(): readonly Presence[];
  announce(presence: Omit<Presence, "device">): void;
  reach(): Reach;
  /** Devices that signed several entries with one counter: one of them counts, the same everywhere. */
  forked(): readonly string[];
  /** Calls back when anything of this changed; returns the stop function. */
  onChange(callback: (what: "setup" | "entries" | "beacons" | "presence" | "reach") => void): () => void;
  /** The whole log as a file, to be carried where no network goes, and the other way: how many entries were new. */
  save(): Promise<Uint8Array>;
  merge(file: Uint8Array): Promise<number>;
  close(): void;
}

/** How a room is found: by windows of this browser only, or through a relay. `founder` is the device that signed its setup. */
export interface RoomAddress {
  readonly room: string;
  readonly secret: string;
  readonly founder: string;
  /** `ws://…` of the relay; null: no network. */
  readonly relay: string | null;
}

/** A room this browser has been in. Times in epoch milliseconds. */
export interface RoomSummary {
  readonly address: RoomAddress;
  readonly title: string;
  readonly run: string;
  readonly isFounder: boolean;
  /** As whom windows of this browser are in it. */
  readonly devices: readonly string[];
  readonly updatedAt: number;
}

/** Port: rooms. */
export interface Rooms {
  /** Opens a new one; this device becomes its founder, and the header's facilitator. */
  found(setup: (device: string) => TeamSetup, relay: string | null): Promise<{ address: RoomAddress; log: SharedLog }>;
  /** Keeps an address, so that its room is in the list; nothing is sent. Rejects with a RangeError for what is no address. */
  remember(address: RoomAddress): Promise<void>;
  /** Joins, or comes back. `watch`: adds nothing (a projector). A second window of the same browser is a device of its own. */
  join(address: RoomAddress, watch: boolean): Promise<SharedLog>;
  /** Opens a log that was saved as a file, as `join` does without a network. Rejects with a StorageError that says what is wrong. */
  open(file: Uint8Array): Promise<{ address: RoomAddress; log: SharedLog }>;
  /** Newest first. */
  list(): Promise<readonly RoomSummary[]>;
  remove(room: string): Promise<void>;
  /** The relay that serves this page, as `ws://…`; null when it came from somewhere else. */
  relayHere(): Promise<string | null>;
}

/** Beside what the console shows: the team and how it hangs together. Replaced, never changed. */
export interface TeamState {
  readonly device: string | null;
  /** Seats this device may act for: its own, and for the facilitator's device those of people in the same room. */
  readonly seats: readonly Seat[];
  /** Whose view and whose commands; null before one was taken, and while only watching. */
  readonly acting: string | null;
  readonly reach: Reach;
  readonly presence: readonly Presence[];
  /** Whether this device drives the clock. */
  readonly isHolder: boolean;
  /** Real milliseconds since the last beacon; more than a few seconds: the clock stands still for everybody. Null before the first. */
  readonly silence: number | null;
  /** Commands of others or our own that wait for a checkpoint. */
  readonly unmerged: number;
  /** The last time the past changed: from which second on, how many commands were put there, and when that was seen. */
  readonly corrected: { readonly from: Second; readonly commands: number; readonly at: Second } | null;
  /**
   * How far the end has come; null before it. `ending`: the world runs on to its ending; `gathering`: something that was done is
   * still on its way here; `whole`: everything is here; `kept`: and the run is stored on this machine, as any other.
   */
  readonly end: "ending" | "gathering" | "whole" | "kept" | null;
}

/** A team's run, live: the console's session, and what teams need beside it. */
export interface TeamSession extends LiveSession {
  getTeam(): TeamState;
  /** Acts for another of its seats from here on: one laptop, several people. */
  actAs(seat: string): void;
  /** As of a run played alone, from the acting seat or another of this device. */
  send(command: CommandBody, seat?: string): Promise<Refusal | null>;
  /** What another of this device's seats sees now: whoever acts for somebody else still conducts the exercise. Null for a seat that is not. */
  viewOf(seat: string): View | null;
  /** `send` for a deed, as the acting seat or another of this device. */
  deed(deed: TeamDeed, seat?: string): Promise<Refusal | null>;
  /** Drives the clock, where this device holds it; it is recorded as a deed. `stopped` ends the exercise for everybody. */
  setClock(state: "running" | "paused", tempo: Tempo, reason: string): Promise<Refusal | null>;
  /** STOP, a real incident: ends the exercise for everybody, from any seat. */
  stop(reason: string): Promise<Refusal | null>;
  announce(what: Partial<Pick<Presence, "looksAt" | "writesTo">>): void;
}
