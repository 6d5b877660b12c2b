import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Program } from "#domain/drill";
import { encodeRun, newHeader } from "#engine/index";
import { type Args, hint, UsageError } from "../args";
import { findDrill, loadProgram } from "../drills";
import { JSON_FLAG, SEED, VARIANT } from "../flags";
import { printJson, type Verb } from "../io";
import { findPlayer } from "../players";
import { playAndScore, reportLines, reportOf } from "../report";

/** The variant asked for, checked; undefined = drawn from the seed. */
export function variantOf(program: Program, args: Args): string | undefined {
  const variant = args.text("variant");
  const known = program.variants.map(({ info }) => info.id);
  if (variant !== undefined && !known.includes(variant))
    throw new UsageError(`there is no variant "${variant}"; ${hint(variant, known)}`);
  return variant;
}

export const play: Verb = {
  name: "play",
  summary: "plays a drill with one of its plays, a play file, a policy (any-…) or `random`, and scores it",
  positional: { label: "<drill>", least: 1, most: 1 },
  flags: {
    play: { kind: "text", value: "<name|file>", help: "who plays; required" },
    seed: SEED,
    variant: VARIANT,
    save: { kind: "text", value: "<run.json>", help: "also write the run to a file, for replay" },
    json: JSON_FLAG,
  },
  run(args, io) {
    const name = args.text("play");
    if (name === undefined) throw new UsageError("play wants --play <name|file>");
    const ref = findDrill(io.root, io.cwd, args.positional[0] ?? "");
    const program = loadProgram(io.root, ref);
    const seed = args.integer("seed", 1);
    const { id, player, band } = findPlayer(io, ref, program, name, seed);
    const variant = variantOf(program, args);
    const header = newHeader(program, { seed, ...(variant === undefined ? {} : { variant }) });
    const { run, state, card } = playAndScore(program, header, player, null);
    const save = args.text("save");
    if (save !== undefined) writeFileSync(resolve(io.cwd, save), `${JSON.stringify(encodeRun(run), null, 2)}\n`);
    const report = reportOf(program, state, card, { id, band });
    if (args.has("json")) printJson(io, report);
    else for (const line of reportLines(report)) io.out(line);
    return report.within === false ? 1 : 0;
  },
};
