import { exploreStructure, type Reach } from "#engine/index";
import { findDrill, loadProgram } from "../drills";
import { mergeParts } from "../explore/part";
import { JSON_FLAG, RUNS, SEED, WORKERS } from "../flags";
import { printJson, type Verb } from "../io";
import { distributionOf } from "../statistics";
import { allProcessors, performAll } from "../work/pool";
import type { Job } from "../work/tasks";

const RUNS_PER_JOB = 5;

function reachLines(what: string, { reached, unreached }: Reach): string[] {
  const line = `${what} ${reached.length} of ${reached.length + unreached.length} reached`;
  return unreached.length === 0 ? [line] : [line, ...unreached.map((name) => `  never: ${name}`)];
}

export const explore: Verb = {
  name: "explore",
  summary: "what plays and random runs reach: states, decisions, endings, dead ends; 1 when something is out of reach",
  positional: { label: "<drill>", least: 1, most: 1 },
  flags: { runs: { ...RUNS, help: "random runs; default 100" }, seed: SEED, workers: WORKERS, json: JSON_FLAG },
  async run(args, io) {
    const drill = findDrill(io.root, io.cwd, args.positional[0] ?? "");
    const program = loadProgram(io.root, drill);
    const structure = exploreStructure(program);
    const runs = Math.max(0, args.integer("runs", 100));
    const seed = args.integer("seed", 1);
    const job = (from: number, count: number, plays: boolean): Job => ({
      root: io.root,
      cwd: io.cwd,
      drill,
      batch: `${from}`,
      task: { kind: "explore", runs: count, seed: seed + from, plays },
    });
    const jobs = [job(0, 0, true)];
    for (let from = 0; from < runs; from += RUNS_PER_JOB)
      jobs.push(job(from, Math.min(RUNS_PER_JOB, runs - from), false));
    const results = await performAll(jobs, args.integer("workers", allProcessors()));
    const { exploration, totals } = mergeParts(results.flatMap((r) => (r.kind === "explored" ? [r.part] : [])));
    const scores = distributionOf(totals);
    const { states, decisions, endings, facts, deadEnds } = exploration;
    const stuck = structure.machines.flatMap((m) => m.deadEnds.map((state) => `${m.variant}: ${m.machine}.${state}`));
    const never = structure.machines.flatMap((m) => m.unreached.map((state) => `${m.variant}: ${m.machine}.${state}`));
    const whole =
      states.unreached.length + decisions.unreached.length + endings.unreached.length + deadEnds.length + never.length;
    if (args.has("json")) {
      printJson(io, { drill: program.card.slug, seed, structure, ...exploration, scores, complete: whole === 0 });
    } else {
      const lines = [
        `${program.card.code} ${program.card.slug}: ${exploration.runs} runs (plays on every variant, ${runs} random)`,
        ...reachLines("states", states),
        ...reachLines("decisions", decisions),
        ...reachLines("endings", endings),
        ...Object.entries(endings.counts).map(([ending, n]) => `  ${ending}: ${n}`),
        ...reachLines("facts", facts),
        ...deadEnds.map((label) => `dead end: ${label}`),
        ...never.map((name) => `no event leads to ${name}`),
        ...stuck.map((name) => `final in all but name: ${name}`),
        ...(scores === null
          ? []
          : [
              `random scores: least ${scores.least}, p10 ${scores.p10}, median ${scores.median}, p90 ${scores.p90}, most ${scores.most}`,
            ]),
      ];
      for (const line of lines) io.out(line);
    }
    return whole === 0 ? 0 : 1;
  },
};
