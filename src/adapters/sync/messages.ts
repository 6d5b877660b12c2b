import type { RunHeader } from "#domain/run";
import { err, ok, type Result } from "#lib/result";
import type { Beacon, RoomAddress, TeamBody, TeamEntry, TeamSetup } from "#session/team/contract";
import { fits, MAX_ENTRY, MAX_SETUP } from "./limits";
import * as shapes from "./shapes";
import { isSigned, type KeyPair, sign } from "./signing";

/** Entries, setups and beacons: how they are signed, and how they are read when anybody may have written them. */

/** An entry that was read, or signed here: well-formed and of this run. Its signature says which one it is. */
export interface Kept {
  readonly entry: TeamEntry;
}

const contentOf = ({ run, author, counter, body }: Omit<TeamEntry, "signature">) => ({ run, author, counter, body });

export function signEntry(run: string, counter: number, body: TeamBody, key: KeyPair): Kept {
  const content = contentOf({ run, author: key.author, counter, body });
  return { entry: { ...content, signature: sign(content, key.secret) } };
}

/** An entry as it stands in the shared document. */
export const textOf = ({ entry }: Kept): string => JSON.stringify(entry);

/** Reads an item of the log: size, shape and run. Whether it is signed is asked by `isGenuine`, which takes a millisecond. */
export function readEntry(text: unknown, run: string): Result<Kept, string> {
  const value = parsed(text, MAX_ENTRY);
  if (!value.ok) return value;
  const wrong = shapes.wrongWith(shapes.entry, value.value, "entry");
  if (wrong !== null) return err(wrong);
  const entry = value.value as TeamEntry;
  if (entry.run !== run) return err("entry.run is that of another run");
  return ok({ entry });
}

export const isGenuine = ({ entry }: Kept): boolean => isSigned(contentOf(entry), entry.signature, entry.author);

interface SignedSetup {
  readonly room: string;
  readonly founder: string;
  readonly setup: TeamSetup;
  readonly signature: string;
}

export function signSetup(room: string, setup: TeamSetup, key: KeyPair): string {
  const content = { room, founder: key.author, setup };
  return JSON.stringify({ ...content, signature: sign(content, key.secret) } satisfies SignedSetup);
}

/** The name of a room that a device opens. */
export const roomOf = (founder: string): string => founder.slice(0, 16);

/** Reads a setup that whoever opened the room of this name signed; for relays, which know nothing else of it. */
export function readSetupOf(room: string, text: unknown): Result<TeamSetup, string> {
  const value = parsed(text, MAX_SETUP);
  if (!value.ok) return value;
  const founder = (value.value as Partial<SignedSetup> | null)?.founder;
  if (typeof founder !== "string" || roomOf(founder) !== room) return err("setup is that of another room");
  return readSetup(text, { room, founder });
}

/** Reads a setup of this room that its founder signed. */
export function readSetup(
  text: unknown,
  { room, founder }: Pick<RoomAddress, "room" | "founder">,
): Result<TeamSetup, string> {
  const value = parsed(text, MAX_SETUP);
  if (!value.ok) return value;
  const wrong = shapes.wrongWith(shapes.signedSetup, value.value, "setup");
  if (wrong !== null) return err(wrong);
  const { signature, ...content } = value.value as SignedSetup;
  if (content.room !== room || content.founder !== founder) return err("setup is that of another room");
  if (content.setup.header.roles[0]?.author !== founder)
    return err("setup.header.roles does not begin with its founder");
  if (!isSigned(content, signature, founder)) return err("setup is not signed by who opened the room");
  return ok(content.setup);
}

export function signBeacon(
  run: RunHeader["id"],
  count: number,
  { second, state, tempo }: Pick<Beacon, "second" | "state" | "tempo">,
  key: KeyPair,
): Beacon {
  const content = { run, device: key.author, count, second, state, tempo };
  return { ...content, signature: sign(content, key.secret) };
}

export const isBeacon = (value: unknown, run: string): value is Beacon =>
  shapes.beacon(value, "beacon") === null && (value as Beacon).run === run;

export function isBeaconGenuine({ signature, ...content }: Beacon): boolean {
  return isSigned(content, signature, content.device);
}

function parsed(text: unknown, bytes: number): Result<unknown, string> {
  if (typeof text !== "string") return err("is no text");
  if (!fits(text, bytes)) return err(`is larger than ${bytes} bytes`);
  try {
    return ok(JSON.parse(text));
  } catch {
    return err("is no JSON");
  }
}
