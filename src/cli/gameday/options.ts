import { readArgs, UsageError, type VerbShape } from "../args";
import { ANY } from "./addresses";

/** What `npm run gameday -- …` was asked for. */
export interface Options {
  readonly port: number;
  readonly host: string;
  readonly https: boolean;
  /** Files with a certificate and its key; null: one is made. */
  readonly certificate: { readonly cert: string; readonly key: string } | null;
  /** Minutes that a room is kept after the last has left. */
  readonly idle: number;
  /** `wss://…` of another server that the page talks to instead of a relay here. */
  readonly sync: string | null;
}

const SHAPE: VerbShape = {
  name: "gameday",
  positional: { label: "", least: 0, most: 0 },
  flags: {
    port: { kind: "integer", value: "N", help: "port of app and relay; default 4173" },
    host: { kind: "text", value: "<address>", help: "address to listen at; default everybody in the network" },
    https: { kind: "switch", value: "", help: "encrypted, with a certificate that is made for it" },
    cert: { kind: "text", value: "<file>", help: "with --https: this certificate" },
    key: { kind: "text", value: "<file>", help: "with --cert: its key" },
    idle: { kind: "integer", value: "minutes", help: "how long a room is kept after the last has left; default 240" },
    sync: { kind: "text", value: "<wss://…>", help: "another server for the rooms, instead of a relay here" },
  },
};

/** What can be typed. */
export function help(): string {
  const flags = Object.entries(SHAPE.flags).map(
    ([name, { value, help: says }]) => [`--${name} ${value}`, says] as const,
  );
  const width = Math.max(...flags.map(([flag]) => flag.length));
  return [
    "Serves the app and a relay for game days: npm run gameday -- [flags]",
    ...flags.map(([flag, says]) => `  ${flag.padEnd(width)}  ${says}`),
  ].join("\n");
}

/** Reads what was typed. Throws a UsageError that says what was expected. */
export function readOptions(argv: readonly string[]): Options {
  const args = readArgs(SHAPE, argv);
  const cert = args.text("cert");
  const key = args.text("key");
  if ((cert === undefined) !== (key === undefined)) throw new UsageError("--cert and --key are given together");
  if (cert !== undefined && !args.has("https")) throw new UsageError("--cert wants --https");
  return {
    port: between(args.integer("port", 4173), 0, 65_535, "--port"),
    host: args.text("host") ?? ANY,
    https: args.has("https"),
    certificate: cert === undefined || key === undefined ? null : { cert, key },
    idle: between(args.integer("idle", 240), 1, 100_000, "--idle"),
    sync: syncOf(args.text("sync")),
  };
}

function between(value: number, least: number, most: number, flag: string): number {
  if (value >= least && value <= most) return value;
  throw new UsageError(`${flag} wants a number from ${least} to ${most}, not ${value}`);
}

/** The address as it goes into the policy of the page: nothing else may come with it. */
function syncOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && /^wss?:$/.test(url.protocol) && /^[A-Za-z0-9.:[\]-]+$/.test(url.host);
  if (!isPlain) throw new UsageError(`--sync wants an address like wss://sync.example.org, not "${text}"`);
  return url.href;
}
