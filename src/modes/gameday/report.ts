import type { Audience } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import type { Expectation } from "#domain/gameday";
import type { Second } from "#domain/ids";
import type { Scorecard } from "#domain/score";
import { type InjectEffect, type TeamRole, WHOLE_EXERCISE } from "#domain/team";
import { type Chronicled, chronicleOf } from "./chronicle";
import type { TeamDimension } from "./dimension/judged";
import { teamDimensions } from "./dimensions";
import type { Exercise } from "./exercise";
import { known } from "./expected";
import type { Card, Decision, Feedback, Gap, Handover, Task, Tick } from "./room";
import { seatName } from "./roster";
import type { TeamStages } from "./stages";
import { effectText } from "./words";

/** An expectation with what observers saw of it. `expectation` null: it was ticked, but neither log nor plan has words for it. */
export interface Observed {
  readonly id: string;
  readonly expectation: Expectation | null;
  readonly ticks: readonly (Pick<Tick, "met" | "text"> & { readonly by: string })[];
}

export interface ReportedInject {
  readonly at: Second;
  readonly title: string;
  readonly effects: readonly string[];
  readonly observed: readonly Observed[];
  readonly discuss: readonly string[];
}

/** Everything that an after-action report says. Names are those of people, not ids; seconds are simulated. */
export interface Report {
  readonly title: string;
  readonly code: string;
  readonly drill: string;
  /** What the facilitator's screen calls the day; empty: not said. */
  readonly when: string;
  readonly seed: number;
  readonly variant: string;
  /** How long it was played, from T+0. */
  readonly length: Second;
  /** What was told of an incident that is only told, in paragraphs; empty otherwise. */
  readonly told: readonly string[];
  /** How it came out; null where it was stopped, or the log stops before. */
  readonly ending: { readonly title: string; readonly text: string } | null;
  /** Second of day of T+0, for times on a clock. */
  readonly startOfDay: Second;
  readonly stopped: { readonly at: Second; readonly reason: string } | null;
  readonly roles: readonly {
    readonly name: string;
    readonly role: TeamRole;
    readonly from: Second;
    readonly to: Second | null;
  }[];
  readonly handovers: readonly (Omit<Handover, "from" | "to" | "by"> & {
    readonly from: string;
    readonly to: string;
  })[];
  readonly chronicle: readonly Chronicled[];
  readonly decisions: readonly (Omit<Decision, "decidedBy"> & { readonly decidedBy: string })[];
  readonly tasks: readonly (Pick<Task, "text" | "state" | "givenAt" | "acknowledgedAt" | "endedAt" | "minutes"> & {
    readonly givenBy: string;
    /** Everybody who had it, the last one at the end. */
    readonly owners: readonly string[];
  })[];
  readonly communication: readonly {
    readonly at: Second;
    readonly audience: Audience;
    readonly from: string;
    readonly isOurs: boolean;
    readonly text: string;
  }[];
  readonly stages: TeamStages | null;
  readonly injects: readonly ReportedInject[];
  /** Expectations of the exercise as a whole. */
  readonly observed: readonly Observed[];
  /** Without their scores where the team has not turned scores on. */
  readonly dimensions: readonly TeamDimension[];
  /** Null where the team has not turned scores on, or there is none. */
  readonly score: Pick<Scorecard, "total" | "dimensions" | "cap"> | null;
  readonly hotWash: readonly (Omit<Card, "by"> & { readonly by: string })[];
  readonly feedback: Feedback;
  /** The first three are the ones to begin with. */
  readonly gaps: readonly Omit<Gap, "by">[];
}

/** What the report needs beside the log; all of it may be missing. */
export interface ReportExtras {
  readonly when?: string;
  /** The facilitator's plan; only they have it. Expectations are taken from it as far as the log has no words for them. */
  readonly plan?: Pick<ExercisePlan, "title" | "queue" | "expectations"> | null;
  readonly stages?: TeamStages | null;
  readonly score?: Scorecard | null;
}

/** How many gaps a team can close until the next time. */
export const TOP_GAPS = 3;

function observedOf(
  expected: readonly Expectation[],
  ticks: readonly Tick[],
  name: (seat: string) => string,
): readonly Observed[] {
  const ids = [...new Set([...expected.map(({ id }) => id), ...ticks.map(({ expectation }) => expectation)])];
  return ids.map((id) => ({
    id,
    expectation: expected.find((each) => each.id === id) ?? null,
    ticks: ticks
      .filter(({ expectation }) => expectation === id)
      .map(({ met, text, by }) => ({ met, text, by: name(by) })),
  }));
}

/** Names of whatever an effect may name. */
function namer({ scene, room }: Exercise): (id: string) => string {
  const names = new Map([
    ...scene.people.map(({ id, name }) => [id, name] as const),
    ...scene.system.nodes.map(({ id, label }) => [id, label] as const),
    ...scene.system.plans.map(({ id, label }) => [id, label] as const),
    ...room.seats.map(({ id, name }) => [id, name] as const),
  ]);
  return (id) => names.get(id) ?? id;
}

function injectsOf(exercise: Exercise, plan: ReportExtras["plan"]): readonly ReportedInject[] {
  const { room } = exercise;
  const nameOf = namer(exercise);
  const name = (seat: string) => seatName(room.seats, seat);
  return room.injects.map((fired) => {
    const { id, title, at, effects, ticks } = fired;
    const planned = plan?.queue.find((each) => each.id === id);
    const { expectations, discuss } = planned === undefined ? fired : known(fired, planned);
    return {
      at,
      title,
      effects: effects.map((effect: InjectEffect) => effectText(effect, nameOf)),
      observed: observedOf(expectations, ticks, name),
      discuss,
    };
  });
}

/** What was written of a text, without what its drill works out; lines that say something. */
const paragraphs = (text: Scene["page"]["body"]): readonly string[] =>
  text.flatMap((part) => (typeof part === "string" ? part.split("\n") : [])).filter((line) => line.trim() !== "");

/** An after-action report, as far as the log goes: of an empty one, too. */
export function reportOf(exercise: Exercise, extras: ReportExtras = {}): Report {
  const { header, scene, room, messages, leftAt, ending } = exercise;
  const { plan = null, score = null } = extras;
  const name = (seat: string) => seatName(room.seats, seat);
  const person = namer(exercise);
  const shown = room.scoresShown;
  return {
    title: plan?.title.trim() || exercise.title,
    code: exercise.code,
    drill: exercise.title,
    when: extras.when ?? "",
    seed: header.seed,
    variant: header.variant,
    length: leftAt,
    told: exercise.isTold ? paragraphs(scene.page.body) : [],
    ending: ending === null ? null : { title: ending.title, text: ending.text },
    startOfDay: scene.system.startOfDay,
    stopped: room.stopped === null ? null : { at: room.stopped.at, reason: room.stopped.reason },
    roles: room.tenures.map(({ seat, role, from, to }) => ({ name: name(seat), role, from, to })),
    handovers: room.handovers.map(({ by: _by, ...each }) => ({ ...each, from: name(each.from), to: name(each.to) })),
    chronicle: chronicleOf(exercise),
    decisions: room.decisions.map((each) => ({
      ...each,
      by: person(each.by),
      decidedBy: name(each.decidedBy),
    })),
    tasks: room.tasks.map(({ text, state, givenAt, acknowledgedAt, endedAt: over, minutes, givenBy, owners }) => ({
      text,
      state,
      givenAt,
      acknowledgedAt,
      endedAt: over,
      minutes,
      givenBy: name(givenBy),
      owners: owners.map(({ seat }) => name(seat)),
    })),
    communication: messages.flatMap(({ second, audience, from, kind, text }) =>
      kind === "system" || second > leftAt
        ? []
        : [{ at: second, audience, from: person(from), isOurs: kind === "player", text }],
    ),
    stages: extras.stages ?? null,
    injects: injectsOf(exercise, plan),
    observed: observedOf(
      known(room.whole, { expectations: plan?.expectations ?? [], discuss: [] }).expectations,
      room.ticks.filter(({ inject }) => inject === WHOLE_EXERCISE),
      name,
    ),
    dimensions: teamDimensions(exercise).map((each) => (shown ? each : { ...each, score: null })),
    score: shown && score !== null ? { total: score.total, dimensions: score.dimensions, cap: score.cap } : null,
    hotWash: room.hotWash.map((card) => ({ ...card, by: name(card.by) })),
    feedback: { ...room.feedback, own: null },
    gaps: room.gaps.map(({ by: _by, ...gap }) => gap),
  };
}
