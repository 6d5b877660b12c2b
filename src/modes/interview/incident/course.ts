import { type Course, courseOf } from "#debrief/course";
import { causeSince, firstAction } from "#debrief/moments";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { RunHeader } from "#domain/run";
import { idle, newHeader, playOf, playThrough } from "#engine/index";
import { rememberCurve } from "#score/index";
import { CATALOGUE } from "#world/index";

/** Panels on which one sees how customers fare. */
const RESULTS: ReadonlySet<string> = new Set(["board", "explore", "map", "alerts", "logs", "traces"]);
const EVIDENCE: ReadonlySet<string> = new Set(
  CATALOGUE.filter(({ group }) => group === "evidence").map(({ kind }) => kind),
);

/** A change that somebody made: when it was asked for, and when it was over; null while it never was. */
export interface Change {
  readonly id: number;
  readonly action: string;
  readonly asked: Second;
  readonly done: Second | null;
}

/** The player's own changes, in the order they were asked for. Taking evidence is none. */
export function changesOf({ journal, authors }: Course): readonly Change[] {
  const changes = new Map<number, Change>();
  for (const { kind, by, data, at } of journal) {
    if (kind !== "operation") continue;
    const id = Number(data.id);
    if (data.phase === "requested" && authors.has(by) && !EVIDENCE.has(String(data.action))) {
      changes.set(id, { id, action: String(data.action), asked: at.second, done: null });
    }
    const known = changes.get(id);
    const isOver = data.phase === "done" || data.phase === "failed" || data.phase === "cancelled";
    if (known !== undefined && isOver) changes.set(id, { ...known, done: at.second });
  }
  return [...changes.values()];
}

/** Seconds at which the player looked at a panel; only those that show how customers fare, if so asked. */
export function looksOf({ journal, authors }: Course, onlyResults: boolean): readonly Second[] {
  return journal.flatMap(({ kind, by, data, at }) =>
    kind === "look" && authors.has(by) && (!onlyResults || RESULTS.has(String(data.panel))) ? [at.second] : [],
  );
}

/** Different panels that the player had looked at before a second. */
export function panelsBefore({ journal, authors }: Course, second: Second): number {
  const panels = journal.flatMap(({ kind, by, data, at }) =>
    kind === "look" && authors.has(by) && at.second <= second ? [String(data.panel)] : [],
  );
  return new Set(panels).size;
}

/** So long after a change its result is still being watched. */
export const WATCHED = 240;

/** The second at which the result of a change was looked at; null when nobody looked before it was too late or the next one came. */
export function watchedAt(course: Course, { done }: Change): Second | null {
  if (done === null) return null;
  return looksOf(course, true).find((second) => second >= done && second <= done + WATCHED) ?? null;
}

/** Of how many changes up to a second, after the first, each was asked for when the one before was over: 0 to 1. */
export function oneAtATime(course: Course, until: Second = Number.POSITIVE_INFINITY): number {
  const changes = changesOf(course).filter(({ asked }) => asked <= until);
  if (changes.length < 2) return 1;
  const apart = changes.filter((change, i) => {
    const before = changes[i - 1];
    return before !== undefined && before.done !== null && before.done <= change.asked;
  });
  return apart.length / (changes.length - 1);
}

export const STEPS = ["impact", "stabilise", "verify", "investigate", "prevent"] as const;
export type StepId = (typeof STEPS)[number];

/** When each step of an incident was first taken; null where it never was. */
export function stepsOf(course: Course): Readonly<Record<StepId, Second | null>> {
  const { journal, authors } = course;
  const own = (kind: "severity" | "followup"): Second | null =>
    journal.find((entry) => entry.kind === kind && authors.has(entry.by))?.at.second ?? null;
  const least = (...seconds: readonly (Second | null | undefined)[]): Second | null => {
    const there = seconds.filter((second) => second !== null && second !== undefined);
    return there.length === 0 ? null : Math.min(...there);
  };
  const firstDone = least(...changesOf(course).map(({ done }) => done));
  return {
    impact: least(looksOf(course, true)[0], own("severity")),
    stabilise: firstAction(course)?.second ?? null,
    verify: firstDone === null ? null : (looksOf(course, true).find((second) => second >= firstDone) ?? null),
    investigate: causeSince(course).to,
    prevent: own("followup"),
  };
}

/** What a run is measured against: the drill's expert and nobody acting, on the same variant and seed. */
export interface Measure {
  readonly expert: Course | null;
  readonly nobody: Course;
}

/** Plays both. Their curves are kept, so that a scorecard need not play them again. */
export function measureOf(program: Program, header: Pick<RunHeader, "variant" | "seed">): Measure {
  const { seed, variant } = header;
  const play = (id: string): Course | null => {
    const found = program.plays.find((each) => each.id === id);
    if (found === undefined) return null;
    const { state } = playThrough(program, newHeader(program, { seed, variant }), playOf(found));
    const course = courseOf(state);
    rememberCurve(program, header, id, course.harm);
    return course;
  };
  const expert = play("expert");
  return {
    expert,
    nobody: play("idle") ?? courseOf(playThrough(program, newHeader(program, { seed, variant }), idle).state),
  };
}
