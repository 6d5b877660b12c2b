import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Run } from "#domain/run";
import { decodeRun, ENGINE_VERSION, hashState, replay as replayRun } from "#engine/index";
import { messageOf } from "#lib/message";
import { scoreWithState } from "#score/index";
import { UsageError } from "../args";
import { findDrill, loadProgram } from "../drills";
import { JSON_FLAG } from "../flags";
import { Failure, printJson, type Verb } from "../io";
import { reportLines, reportOf } from "../report";

function readRun(path: string, shown: string): Run {
  if (!existsSync(path)) throw new UsageError(`there is no file "${shown}"`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Failure(`${shown} is not JSON: ${messageOf(error)}`);
  }
  const run = decodeRun(value);
  if (!run.ok) throw new Failure(`${shown} is not a run: ${run.error.path} ${run.error.message}`);
  return run.value;
}

export const replay: Verb = {
  name: "replay",
  summary: "replays a run from its file and scores it",
  positional: { label: "<run.json>", least: 1, most: 1 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const shown = args.positional[0] ?? "";
    const run = readRun(resolve(io.cwd, shown), shown);
    const program = loadProgram(io.root, findDrill(io.root, io.cwd, run.header.drill));
    if (!program.variants.some(({ info }) => info.id === run.header.variant))
      throw new Failure(`${shown}: the drill has no variant "${run.header.variant}" any more`);
    const same = run.header.dynamicsHash === program.hashes.dynamics && run.header.engine === ENGINE_VERSION;
    if (!same)
      io.err("recorded with another version of the drill or the engine: what follows may differ from what was played");
    const horizonHash = hashState(replayRun(program, run));
    const { card, state } = scoreWithState(program, run);
    const report = reportOf(program, state, card, { id: null, band: null });
    if (args.has("json")) printJson(io, { ...report, same, horizon: run.horizon, horizonHash });
    else for (const line of [...reportLines(report), `horizon ${run.horizon} s, hash ${horizonHash}`]) io.out(line);
    return 0;
  },
};
