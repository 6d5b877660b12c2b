import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileAt } from "#adapters/content/disk";
import type { System } from "#domain/system";
import { newHeader, resolveScene } from "#engine/index";
import { parseDuration } from "#lib/format";
import { compileSystem, formatDiagnostic } from "#scenario/index";
import { createWorld, tick, type World } from "#world/index";
import { type Args, hint, UsageError } from "../args";
import { findDrill, loadProgram } from "../drills";
import { JSON_FLAG, SEED, VARIANT } from "../flags";
import { Failure, type Io, printJson, table, type Verb } from "../io";
import { patchOf } from "../simulate/patch";
import { COLUMNS, type Row, SeriesReader } from "../simulate/series";
import { variantOf } from "./play";

const LONGEST_MINUTES = 24 * 60;

/** The system a path names: a system file with its patches, or a drill's with a variant applied. */
function systemOf(args: Args, io: Io): System {
  const name = args.positional[0] ?? "";
  const path = resolve(io.cwd, name);
  const isFile = existsSync(path) && statSync(path).isFile() && basename(path) !== "drill.yaml";
  if (isFile) {
    if (args.has("variant")) throw new UsageError("--variant needs a drill; a system file has none");
    const compiled = compileSystem([fileAt(io.root, path), ...args.list("set").map(patchOf)]);
    if (!compiled.ok) throw new Failure(compiled.error.map(formatDiagnostic).join("\n"));
    return compiled.value.system;
  }
  if (/\.ya?ml$/.test(name) && basename(name) !== "drill.yaml") throw new UsageError(`there is no file "${name}"`);
  if (args.has("set")) throw new UsageError("--set patches a system file; a drill is patched by its variants");
  const program = loadProgram(io.root, findDrill(io.root, io.cwd, name));
  const variant = variantOf(program, args);
  const header = newHeader(program, { seed: args.integer("seed", 1), ...(variant === undefined ? {} : { variant }) });
  return resolveScene(program, header.variant).system;
}

/** Keeps the faults that are asked for; without `--fault` all that the file has, with `none` not one. Oddities stay. */
function withFaults(system: System, wanted: readonly string[]): System {
  if (wanted.length === 0) return system;
  const known = system.faults.filter((fault) => !fault.oddity).map((fault) => fault.id);
  for (const id of wanted) {
    if (id !== "none" && !known.includes(id)) throw new UsageError(`there is no fault "${id}"; ${hint(id, known)}`);
  }
  return { ...system, faults: system.faults.filter((fault) => fault.oddity || wanted.includes(fault.id)) };
}

function withWarmup(system: System, args: Args): System {
  const text = args.text("warmup");
  return text === undefined ? system : { ...system, history: Math.round(parseDuration(text) ?? system.history) };
}

const round = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(6)) : 0);

const csvOf = (row: Row): string =>
  [row.second, row.node, row.region, ...COLUMNS.map((column) => round(row.values[column]))].join(",");

interface Simulated {
  readonly world: World;
  /** By step. */
  readonly rows: readonly Row[];
  /** Over everything. */
  readonly whole: readonly Row[];
}

/** Ticks a world from T+0 for some seconds and reads a row per node and step on the way. */
function run(
  system: System,
  seed: number,
  seconds: number,
  step: number,
  onRows: (rows: readonly Row[]) => void,
): Simulated {
  const world = createWorld(system, seed);
  while (world.second < 0) tick(world);
  const fine = new SeriesReader(world);
  const coarse = new SeriesReader(world);
  const rows: Row[] = [];
  let read = 0;
  while (world.second < seconds) {
    fine.before();
    coarse.before();
    tick(world);
    fine.after();
    coarse.after();
    const due = world.second - read >= step || world.second >= seconds;
    if (!due) continue;
    const now = fine.rows(world.second - read);
    read = world.second;
    rows.push(...now);
    onRows(now);
  }
  return { world, rows, whole: coarse.rows(seconds) };
}

function printSummary(io: Io, system: System, seed: number, seconds: number, { world, whole }: Simulated): void {
  io.out(`${system.name}  seed ${seed}  ${seconds} s after ${system.history} s of warm-up; means over the whole time`);
  const rows = whole.map((row) => [row.node, row.region, ...COLUMNS.map((c) => Number(row.values[c].toPrecision(4)))]);
  for (const line of table([["node", "region", ...COLUMNS], ...rows])) io.out(line);
  const events = world.events.filter((event) => event.second >= 0);
  if (events.length > 0) io.out("\nevents");
  for (const event of events)
    io.out(`  ${event.second} ${event.kind} ${event.id} ${event.phase} ${event.text}`.trimEnd());
}

export const simulate: Verb = {
  name: "simulate",
  summary: "runs a system file (or a drill's system) without a story and prints series per node and region",
  positional: { label: "<system.yaml|drill>", least: 1, most: 1 },
  flags: {
    set: { kind: "list", value: "<path=value>", help: "changes a field of the file, e.g. nodes.api.workers=10" },
    fault: { kind: "list", value: "<id|none>", help: "only these faults of the file; none = no fault" },
    minutes: { kind: "text", value: "N", help: "minutes from T+0; default 10" },
    warmup: {
      kind: "duration",
      value: "<duration>",
      help: "simulated before T+0, not printed; default the file's history (10s)",
    },
    every: { kind: "duration", value: "<duration>", help: "seconds per row; default 1s" },
    seed: SEED,
    variant: VARIANT,
    csv: { kind: "switch", value: "", help: "one line per node, region and step" },
    json: JSON_FLAG,
  },
  run(args, io) {
    const minutes = Number(args.text("minutes") ?? 10);
    if (!(minutes > 0 && minutes <= LONGEST_MINUTES))
      throw new UsageError(`--minutes wants a number above 0, at most ${LONGEST_MINUTES}`);
    const seconds = Math.max(1, Math.round(minutes * 60));
    const step = Math.max(1, Math.round(args.seconds("every", 1)));
    const seed = args.integer("seed", 1);
    const system = withWarmup(withFaults(systemOf(args, io), args.list("fault")), args);
    const csv = args.has("csv");
    if (csv) io.out(["second", "node", "region", ...COLUMNS].join(","));
    const done = run(system, seed, seconds, step, (rows) => {
      if (csv) io.out(rows.map(csvOf).join("\n"));
    });
    if (args.has("json")) {
      const flat = (row: Row) => [row.second, row.node, row.region, ...COLUMNS.map((c) => round(row.values[c]))];
      printJson(io, {
        system: system.id,
        seed,
        seconds,
        step,
        columns: ["second", "node", "region", ...COLUMNS],
        mean: done.whole.map(flat),
        rows: done.rows.map(flat),
        events: done.world.events
          .filter((event) => event.second >= 0)
          .map(({ second, kind, id, phase, text }) => ({ second, kind, id, phase, text })),
      });
    } else if (!csv) printSummary(io, system, seed, seconds, done);
    return 0;
  },
};
