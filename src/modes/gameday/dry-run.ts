import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { RunHeader } from "#domain/run";
import { FIRST_SEAT, type InjectEffect } from "#domain/team";
import {
  advanceTo,
  apply,
  createState,
  type DrillState,
  decodeState,
  encodeState,
  historiesOf,
  tick,
} from "#engine/index";
import { weighHarm } from "#score/index";
import { impactOf } from "#world/index";

/** Who carries out an inject that is only tried. No device of the team has this name. */
const NOBODY = "dry-run";

/** What an inject does to an incident in which nobody does anything else. Series have one value per `step` seconds from `from` on. */
export interface DryRun {
  readonly from: Second;
  readonly step: Second;
  /** Failed requests per second. */
  readonly failed: { readonly without: readonly number[]; readonly with: readonly number[] };
  /** Weighted harm per second, as scores count it. */
  readonly harm: { readonly without: readonly number[]; readonly with: readonly number[] };
  /** Alerts that go off only with it, and those that it keeps from going off, by their title. */
  readonly alerts: { readonly added: readonly string[]; readonly missing: readonly string[] };
  /** What is said with it and not without. */
  readonly said: readonly {
    readonly second: Second;
    readonly from: string;
    readonly audience: string;
    readonly text: string;
  }[];
  /** Why it could not be carried out; null when it could. */
  readonly refused: string | null;
}

const STEP: Second = 15;
const MOST_MINUTES = 120;

/** The header of a run of the same incident that nobody joins. */
const alone = (header: RunHeader): RunHeader => ({
  ...header,
  id: `${header.id}.dry`,
  clock: "team",
  roles: [{ author: NOBODY, role: FIRST_SEAT }],
});

/** Means per step of one branch, from where both part. */
function seriesOf(
  state: DrillState,
  from: Second,
): { readonly failed: readonly number[]; readonly harm: readonly number[] } {
  const steps = Math.ceil((state.now - from) / STEP);
  const spans = Array.from({ length: steps }, (_, nth) => {
    const start = from + nth * STEP;
    return { start, end: Math.min(state.now, start + STEP) };
  });
  const { failed } = state.impact;
  const harmIn = (start: Second, end: Second): number => {
    let sum = 0;
    for (let second = start; second < end; second++) sum += weighHarm(state.scene, impactOf(state.world, second));
    return sum / (end - start);
  };
  return {
    failed: spans.map(({ start, end }) => ((failed[end] ?? 0) - (failed[start] ?? 0)) / (end - start)),
    harm: spans.map(({ start, end }) => harmIn(start, end)),
  };
}

/** Titles of the alerts that went off from a second on. */
function alertsOf({ journal, scene }: DrillState, from: Second): ReadonlySet<string> {
  const titles = new Map(scene.system.alerts.map(({ id, title }) => [id, title]));
  return new Set(
    journal.flatMap(({ kind, at, data }) =>
      kind === "alert" && data.state === "firing" && at.second >= from
        ? [titles.get(String(data.alert)) ?? String(data.alert)]
        : [],
    ),
  );
}

/** What the people of the drill said from a second on. */
const saidIn = ({ messages, scene }: DrillState, from: Second): DryRun["said"] =>
  messages.flatMap(({ second, from: who, audience, text, kind }) =>
    second >= from && kind === "person"
      ? [{ second, from: scene.people.find(({ id }) => id === who)?.name ?? who, audience, text }]
      : [],
  );

/**
 * Tries an inject on a copy: the incident as it stands at a second when nobody has done anything, with it and without, for
 * some minutes. Nothing of it reaches a run. Pure; costs a simulation of `at` seconds and two of `minutes`.
 * @param at second at which it happens, from T+0 on
 * @param minutes at most two hours
 */
export function dryRun(
  program: Program,
  header: RunHeader,
  at: Second,
  effects: readonly InjectEffect[],
  minutes: number,
): DryRun {
  const own = alone(header);
  const begun = advanceTo(createState(program, own), Math.max(0, Math.round(at)), []);
  const from = begun.now;
  const encoded = encodeState(begun);
  const histories = historiesOf(begun);
  const branch = () => decodeState(program, own, encoded, histories);
  const [plain, tried] = [branch(), branch()];
  const command = (counter: number, args: Extract<Command, { kind: "team" }>["args"]): Command => ({
    kind: "team",
    args,
    second: from,
    author: NOBODY,
    counter,
    role: FIRST_SEAT,
    seen: from,
  });
  // The clock runs in both, or the copy would still be in the lobby.
  for (const state of [plain, tried]) apply(state, command(1, { do: "clock", state: "running", tempo: 1, reason: "" }));
  const outcome = apply(tried, command(2, { do: "inject", inject: NOBODY, title: "Dry run", effects }));
  const until = from + Math.round(Math.min(MOST_MINUTES, Math.max(0, minutes)) * 60);
  for (const state of [plain, tried]) while (state.now < until && state.story.ending < 0) tick(state);
  const [without, withIt] = [seriesOf(plain, from), seriesOf(tried, from)];
  const [quiet, loud] = [alertsOf(plain, from), alertsOf(tried, from)];
  const known = new Set(saidIn(plain, from).map(({ from: who, text }) => `${who}: ${text}`));
  return {
    from,
    step: STEP,
    failed: { without: without.failed, with: withIt.failed },
    harm: { without: without.harm, with: withIt.harm },
    alerts: {
      added: [...loud].filter((title) => !quiet.has(title)),
      missing: [...quiet].filter((title) => !loud.has(title)),
    },
    said: saidIn(tried, from).filter(({ from: who, text }) => !known.has(`${who}: ${text}`)),
    refused: outcome.refusal === null ? null : outcome.refusal.text,
  };
}
