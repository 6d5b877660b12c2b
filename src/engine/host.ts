import type { OperationStatus } from "#domain/actions";
import type { JournalEntry } from "#domain/journal";
import type { MetricId } from "#domain/telemetry";
import type { CelEnv, CelHost, CelValue } from "#lib/cel";
import { metricMean } from "#world/index";
import { queueStates } from "#world/mechanics/queues";
import { openSessions } from "#world/mechanics/sessions";
import { isPresent, statementsOf } from "#world/mechanics/statements";
import { answerOf, causeIsNamed, countOperations, failedWithin, isInState, servingVersion } from "./ask";
import type { DrillState } from "./state";

/** What story expressions are evaluated over: a state and, in marks, the journal entry that triggered them. */
export class StoryEnv implements CelEnv {
  constructor(
    readonly state: DrillState,
    readonly entry: JournalEntry | null = null,
  ) {}

  lookup(name: string): CelValue | undefined {
    switch (name) {
      case "t":
        return this.state.now;
      case "variant":
        return this.state.scene.variant.id;
      case "e":
        return this.entry === null
          ? undefined
          : { ...this.entry.data, by: this.entry.by, second: this.entry.at.second };
      default:
        return undefined;
    }
  }
}

type Host = CelHost<StoryEnv>;
type Args = readonly CelValue[];
const text = (args: Args, i: number): string => (typeof args[i] === "string" ? args[i] : "");
const number = (args: Args, i: number): number => (typeof args[i] === "number" ? args[i] : 0);

/** `""` matches anything. */
const fits = (wanted: string, got: string): boolean => wanted === "" || wanted === got;

/** Functions of every context. */
export const ARITHMETIC: CelHost<CelEnv> = {
  min: (_, args) => Math.min(number(args, 0), number(args, 1)),
  max: (_, args) => Math.max(number(args, 0), number(args, 1)),
};

const world: Host = {
  flag: ({ state }, args) => state.world.flag(text(args, 0)),
  setting: ({ state }, args) => state.world.setting(text(args, 0)),
  metric: ({ state }, args) => {
    const [metric, node, region, seconds] = [text(args, 0), text(args, 1), text(args, 2), number(args, 3)];
    const key = `${metric} ${node} ${region} ${seconds}`;
    let mean = state.means.get(key);
    if (mean === undefined) {
      mean = metricMean(state.world, metric as MetricId, node, region === "" ? {} : { region }, seconds);
      state.means.set(key, mean);
    }
    return mean;
  },
  liveConfig: ({ state }, args) => state.world.config(text(args, 0), text(args, 1), text(args, 2)).live,
  gitConfig: ({ state }, args) => state.world.config(text(args, 0), text(args, 1), text(args, 2)).git,
  version: ({ state }, args) => servingVersion(state.world, text(args, 0), text(args, 1)),
  sessionOpen: ({ state }, args) => {
    const { system, slow, second } = state.world;
    return system.nodes.some(
      ({ database }) => database !== undefined && openSessions(database, slow, second).some(({ id }) => id === args[0]),
    );
  },
  indexPresent: ({ state }, args) => {
    const { system, slow } = state.world;
    return system.nodes.some((node) =>
      (node.database?.tables ?? []).some((table) =>
        table.indexes.some((index) => index.id === args[0] && isPresent(statementsOf(slow), node.id, index)),
      ),
    );
  },
  consumersPaused: ({ state }, args) => {
    const { system, slow } = state.world;
    const open = queueStates(slow).filter(({ node }) => system.nodes[node]?.id === args[0]);
    return open.length === 0 ? 0 : open.reduce((sum, queue) => sum + 1 - queue.open, 0) / open.length;
  },
  planState: ({ state }, args) => state.world.plan(text(args, 0)),
  failed: ({ state }) => state.impact.failed[state.now] ?? 0,
  failedIn: ({ state }, args) => failedWithin(state, number(args, 0)),
};

/** Operations of a kind at a node in a region, by the three first arguments, that satisfy a test. */
const counted = (state: DrillState, args: Args, test: (operation: OperationStatus) => boolean): number =>
  countOperations(state, text(args, 0), text(args, 1), text(args, 2), test);
const isDone = (operation: OperationStatus): boolean => operation.phase === "done";
const isUnderWay = ({ phase }: OperationStatus): boolean => phase === "requested" || phase === "running";

const operations: Host = {
  requested: ({ state }, args) => counted(state, args, (op) => state.story.own.some((own) => own.id === op.id)),
  running: ({ state }, args) => counted(state, args, isUnderWay) > 0,
  done: ({ state }, args) => counted(state, args, isDone),
  doneAt: ({ state }, args) => {
    let first = -1;
    counted(state, args, (op) => {
      if (isDone(op) && (first < 0 || op.endsAt < first)) first = op.endsAt;
      return false;
    });
    return first;
  },
};

const player: Host = {
  acked: ({ state }) => state.story.ackedAt,
  severity: ({ state }) => state.story.severity,
  seen: ({ state }, args) => state.story.facts.some((f) => f.id === args[0]),
  seenAt: ({ state }, args) => state.story.facts.find((f) => f.id === args[0])?.second ?? -1,
  seenCount: ({ state }) => state.story.facts.length,
  pinned: ({ state }, args) => state.story.pins.some((p) => p.fact === args[0]),
  answered: ({ state }, args) => answerOf(state, text(args, 0)),
  open: ({ state }, args) => state.story.requests[state.code.requests.get(text(args, 0)) ?? -1]?.state === "open",
  tasked: ({ state }, args) => state.story.tasks.filter((task) => fits(text(args, 0), task.person)).length,
  followups: ({ state }, args) =>
    state.story.followups.filter((f) => fits(text(args, 0), f.measure) && fits(text(args, 1), f.node)).length,
  causeNamed: ({ state }) => causeIsNamed(state),
  hypotheses: ({ state }) => state.story.hypotheses.filter((h) => h.state !== "rejected").length,
  resolvedAt: ({ state }) => state.story.resolvedAt,
  gauge: ({ state }, args) => state.story.gauges[state.code.gauges.get(text(args, 0)) ?? -1] ?? 0,
  inState: ({ state }, args) => isInState(state, text(args, 0)),
};

const talk: Host = {
  said: ({ state }, args) => saying(state, args).length,
  saidAt: ({ state }, args) => saying(state, args)[0]?.second ?? -1,
  lastSaid: ({ state }, args) => state.story.said.filter((s) => fits(text(args, 0), s.audience)).at(-1)?.second ?? -1,
  promised: ({ state }, args) => state.story.promises.filter((p) => fits(text(args, 0), p.audience)).length,
  broken: ({ state }, args) =>
    state.story.promises.filter((p) => p.state === "broken" && fits(text(args, 0), p.audience)).length,
};

function saying(state: DrillState, args: Args) {
  const feature = text(args, 1);
  return state.story.said.filter(
    (s) => fits(text(args, 0), s.audience) && (feature === "" || s.features.includes(feature)),
  );
}

/** Everything a story expression may call. */
export const STORY_HOST: Host = { ...ARITHMETIC, ...world, ...operations, ...player, ...talk };

/** What can change without anything being written to the journal: such expressions are asked every second. */
export const CLOCKED: ReadonlySet<string> = new Set(Object.keys(world));

/** What costs so much that conditions and triggers ask it only every few seconds. */
export const SAMPLED: ReadonlySet<string> = new Set(["metric", "version"]);
