import type { Program } from "#domain/drill";
import { resolveScene } from "#engine/index";
import { type DrillRef, findDrills, loadProgram } from "../drills";
import { JSON_FLAG, RUNS, SEED, WORKERS } from "../flags";
import { type Io, printJson, table, type Verb } from "../io";
import { POLICIES } from "../players";
import type { RunReport } from "../report";
import { type Distribution, distributionOf } from "../statistics";
import { allProcessors, performAll } from "../work/pool";
import type { Job, Task, TaskResult } from "../work/tasks";

/** Random runs of a variant share this many worlds, so that expert and idle need not be played anew for each. */
const WORLDS = 2;
/** The median of random runs, and another variant's command list, must stay below. */
const RANDOM_LIMIT = 40;
const FIXED_LIMIT = 70;

interface PlayResult {
  readonly play: string;
  readonly kind: "play" | "policy";
  readonly total: number;
  readonly band: readonly [number, number] | null;
  readonly within: boolean;
  readonly ending: string | null;
  readonly cap: number | null;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly refused: number;
}

interface VariantResult {
  readonly variant: string;
  readonly seed: number;
  readonly spread: number;
  readonly minimumSpread: number;
  readonly plays: readonly PlayResult[];
  readonly random: (Distribution & { readonly limit: number }) | null;
  /** What the expert's commands from other variants come to here; `limit` null where only the region differs. */
  readonly fixed: readonly { readonly from: string; readonly total: number; readonly limit: number | null }[];
  /** What is outside, in words. */
  readonly outside: readonly string[];
}

/** Whether two variants have the same cause at the same nodes, in other regions: then a list of commands may transfer. */
function onlyRegionDiffers(program: Program, a: string, b: string): boolean {
  const truth = (variant: string) => resolveScene(program, variant).score.diagnosis.truth;
  const [one, two] = [truth(a), truth(b)];
  const cause = (t: typeof one) => JSON.stringify(t.map(({ mechanism, nodes }) => [mechanism, nodes]));
  const regions = (t: typeof one) => JSON.stringify(t.map((x) => x.regions));
  return cause(one) === cause(two) && regions(one) !== regions(two);
}

interface Wanted {
  readonly plays: readonly string[];
  readonly variants: readonly string[];
  readonly runs: number;
  readonly seed: number;
}

/** Tasks of a drill by variant, so that neighbours in the list share their baselines. */
function tasksOf(program: Program, wanted: Wanted): readonly Task[] {
  const { seed, runs } = wanted;
  const whole = wanted.plays.length === 0;
  const players = whole ? [...program.plays.map((p) => p.id), ...Object.keys(POLICIES)] : wanted.plays;
  return wanted.variants.flatMap((variant, index): Task[] => [
    ...players.map((play): Task => ({ kind: "play", play, variant, seed })),
    ...(whole ? program.variants : [])
      .filter(({ info }) => info.id !== variant)
      .map(({ info }): Task => ({ kind: "fixed", from: info.id, variant, seed })),
    ...Array.from({ length: whole ? share(runs, wanted.variants.length, index) : 0 }, (_, i): Task => {
      const player = seed + i * wanted.variants.length + index;
      return { kind: "random", variant, seed: seed + (i % WORLDS), player };
    }),
  ]);
}

/** How many of `total` things the `index`th of `parts` gets. */
function share(total: number, parts: number, index: number): number {
  return Math.floor(total / parts) + (index < total % parts ? 1 : 0);
}

function playResult({ play, total, band, within, ending, cap, dimensions, refused }: RunReport): PlayResult {
  return {
    play: play ?? "",
    kind: Object.hasOwn(POLICIES, play ?? "") ? "policy" : "play",
    total,
    band,
    within: within !== false,
    ending: ending?.id ?? null,
    cap: cap?.total ?? null,
    dimensions: Object.fromEntries(dimensions.map((d) => [d.dimension, d.score])),
    refused: refused.length,
  };
}

function gather(
  program: Program,
  variant: string,
  seed: number,
  done: readonly { readonly task: Task; readonly result: TaskResult }[],
): VariantResult {
  const own = done.filter(({ task }) => task.kind !== "explore" && task.variant === variant);
  const reports = own.flatMap(({ result }) => (result.kind === "run" ? [result.report] : []));
  const plays = reports.map(playResult);
  const totals = (kind: Task["kind"]) =>
    own.flatMap(({ task, result }) =>
      task.kind === kind && result.kind === "total" ? [{ task, total: result.total }] : [],
    );
  const distribution = distributionOf(totals("random").map(({ total }) => total));
  const random = distribution === null ? null : { ...distribution, limit: RANDOM_LIMIT };
  const fixed = totals("fixed").flatMap(({ task, total }) =>
    task.kind === "fixed"
      ? [{ from: task.from, total, limit: onlyRegionDiffers(program, task.from, variant) ? null : FIXED_LIMIT }]
      : [],
  );
  const minimumSpread = resolveScene(program, variant).score.minimumSpread;
  const spread = reports[0]?.impact.spread ?? 0;
  const outside = [
    ...plays.flatMap((p) =>
      p.within ? [] : [`${p.play} scored ${p.total}, band ${p.band?.[0] ?? 0}–${p.band?.[1] ?? 100}`],
    ),
    ...(spread < minimumSpread ? [`idle harm is ${spread} × the expert's, at least ${minimumSpread}`] : []),
    ...(random !== null && random.median > RANDOM_LIMIT
      ? [`median of random runs ${random.median}, at most ${RANDOM_LIMIT}`]
      : []),
    ...fixed.flatMap((f) =>
      f.limit !== null && f.total > f.limit ? [`commands of ${f.from} score ${f.total} here, at most ${f.limit}`] : [],
    ),
  ];
  return { variant, seed, spread, minimumSpread, plays, random, fixed, outside };
}

const SHORT = ["restore", "diagnose", "decide", "communicate", "prevent", "lead"] as const;

function printVariant(io: Io, code: string, result: VariantResult): void {
  io.out(
    `\n${code} ${result.variant}  seed ${result.seed}  spread ${result.spread} (at least ${result.minimumSpread})`,
  );
  const rows = result.plays.map((p) => [
    p.play,
    p.total,
    p.band === null ? "" : `${p.band[0]}–${p.band[1]}`,
    p.within ? "" : "OUTSIDE",
    ...SHORT.map((d) => p.dimensions[d] ?? "–"),
    p.cap ?? "–",
    p.ending ?? "none",
    p.refused === 0 ? "" : `${p.refused} refused`,
  ]);
  const heading = ["play", "total", "band", "", ...SHORT.map((d) => d.slice(0, 5)), "cap", "ending", ""];
  for (const line of table([heading, ...rows])) io.out(line);
  const { random } = result;
  if (random !== null) {
    io.out(
      `random  ${random.runs} runs: median ${random.median} (at most ${random.limit}), p10 ${random.p10}, p90 ${random.p90}, most ${random.most}`,
    );
  }
  for (const { from, total, limit } of result.fixed) {
    io.out(
      `commands of ${from}'s expert  ${total}${limit === null ? " (only the region differs)" : ` (at most ${limit})`}`,
    );
  }
  for (const line of result.outside) io.out(`OUTSIDE  ${line}`);
}

interface Planned {
  readonly program: Program;
  readonly variants: readonly string[];
  readonly tasks: readonly Task[];
  readonly jobs: readonly Job[];
}

function planDrill(io: Io, ref: DrillRef, wanted: Omit<Wanted, "variants">, only: readonly string[]): Planned {
  const program = loadProgram(io.root, ref);
  const all = program.variants.map(({ info }) => info.id);
  const variants = only.length === 0 ? all : all.filter((id) => only.includes(id));
  const tasks = tasksOf(program, { ...wanted, variants });
  const jobs = tasks.map((task): Job => {
    const batch = task.kind === "explore" ? program.card.slug : `${program.card.slug}/${task.variant}`;
    return { root: io.root, cwd: io.cwd, drill: ref, task, batch };
  });
  return { program, variants, tasks, jobs };
}

export const calibrate: Verb = {
  name: "calibrate",
  summary: "every play on every variant against its band, with policies and random runs; 1 when one is outside",
  positional: { label: "[drill…]", least: 0, most: 1000 },
  flags: {
    play: { kind: "list", value: "<name|file>", help: "only this play, without random runs" },
    variant: { kind: "list", value: "<id>", help: "only this variant" },
    runs: { ...RUNS, help: "random runs of each drill, spread over its variants; default 300" },
    seed: SEED,
    workers: WORKERS,
    json: JSON_FLAG,
  },
  async run(args, io) {
    const wanted = {
      plays: args.list("play"),
      runs: Math.max(0, args.integer("runs", 300)),
      seed: args.integer("seed", 1),
    };
    const workers = args.integer("workers", allProcessors());
    const planned = findDrills(io.root, io.cwd, args.positional).map((ref) =>
      planDrill(io, ref, wanted, args.list("variant")),
    );
    // All drills in one go, so that no processor waits for the last variant of each.
    const results = await performAll(
      planned.flatMap(({ jobs }) => jobs),
      workers,
    );
    let from = 0;
    const drills = planned.map(({ program, variants, tasks }) => {
      const done = tasks.map((task, i) => ({ task, result: results[from + i] as TaskResult }));
      from += tasks.length;
      return {
        drill: program.card.slug,
        code: program.card.code,
        variants: variants.map((variant) => gather(program, variant, wanted.seed, done)),
      };
    });
    for (const { code, variants } of args.has("json") ? [] : drills)
      for (const variant of variants) printVariant(io, code, variant);
    const outside = drills.reduce((sum, d) => sum + d.variants.reduce((n, v) => n + v.outside.length, 0), 0);
    if (args.has("json")) printJson(io, { seed: wanted.seed, runs: wanted.runs, drills, outside });
    else io.out(`\n${outside} outside`);
    return outside === 0 ? 0 : 1;
  },
};
