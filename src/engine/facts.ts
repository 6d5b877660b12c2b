import type { Audience } from "#domain/commands";
import type { Fact } from "#domain/drill";
import type { NodeId } from "#domain/ids";
import type { Look, PanelId } from "#domain/telemetry";
import type { Expr } from "#domain/text";
import { CelError } from "#lib/cel";
import { LookEnv } from "./look-host";
import { type DrillState, record } from "./state";
import { checkSeatLook } from "./team/check";
import { isKnownTo, learn } from "./team/facts";
import { standingOf } from "./team/standing";
import { storyText } from "./values";

/**
 * Seconds between checks of a look that stays on screen, for panels whose content moves. Searching logs and traces
 * costs more than reading a metric, and people read them more slowly.
 */
const REFRESH: Readonly<Partial<Record<PanelId, number>>> = {
  board: 5,
  logs: 15,
  traces: 15,
  deploys: 5,
  config: 5,
  map: 5,
  explore: 60,
  database: 15,
  runtime: 15,
  alerts: 15,
};

/**
 * Marks a fact as seen, once. `panel` is where it came from; `told` when a person said it, to those who hear `audience` or
 * to everybody. In a team it is known to the seat that saw it; the first one stands in the journal.
 */
export function seeFact(
  state: DrillState,
  fact: string,
  panel: string,
  by: string,
  audience: Audience | null = null,
): void {
  const { story } = state;
  const spec = state.scene.facts.find((f) => f.id === fact);
  if (spec === undefined) return;
  if (story.team !== undefined) {
    learn(story.team, fact, panel !== "told" ? { seat: by } : audience === null ? "all" : { audience });
  }
  if (story.facts.some((seen) => seen.id === fact)) return;
  story.facts = [...story.facts, { id: fact, second: state.now, panel, text: storyText(state, spec.text) }];
  record(state, "fact", by, { fact, panel });
}

/** What looks brought back at one moment: people of a team who look at the same thing share the work of it. */
interface Shared {
  readonly revision: number;
  readonly now: number;
  readonly envs: Map<string, LookEnv>;
}
const shared = new WeakMap<DrillState, Shared>();

function envOf(state: DrillState, look: Look, sees: readonly NodeId[] | null): LookEnv {
  if (state.story.team === undefined) return new LookEnv(state, look, sees);
  const { now, revision } = state;
  let held = shared.get(state);
  if (held === undefined || held.now !== now || held.revision !== revision) {
    held = { now, revision, envs: new Map() };
    shared.set(state, held);
  }
  // Only a search of the logs differs by whose logs they are.
  const key = JSON.stringify(look.panel === "logs" ? [look, sees] : look);
  const env = held.envs.get(key) ?? new LookEnv(state, look, sees);
  held.envs.set(key, env);
  return env;
}

/** Sees the facts that what came back contains. Only what whoever looks does not know yet is asked for. */
export function seeFacts(state: DrillState, look: Look, by: string): void {
  const { team } = state.story;
  const standing = team === undefined ? null : standingOf(state, team, by);
  const isKnown = (fact: string) =>
    team !== undefined && standing !== null
      ? isKnownTo(team, standing, fact)
      : state.story.facts.some((seen) => seen.id === fact);
  let env: LookEnv | null = null;
  for (const fact of state.scene.facts) {
    if (!fact.shown.some((shown) => shown.panel === look.panel)) continue;
    if (isKnown(fact.id)) continue;
    env ??= envOf(state, look, standing?.sees ?? null);
    if (showsFact(env, fact)) seeFact(state, fact.id, look.panel, by);
  }
}

/** Whether what a look brought back contains a fact. */
export function showsFact(env: LookEnv, { shown }: Fact): boolean {
  return shown.some(({ panel, when }) => panel === env.asked.panel && holds(env, when));
}

function holds(env: LookEnv, when: Expr): boolean {
  try {
    return env.state.code.look(when)(env) === true;
  } catch (error) {
    if (error instanceof CelError) return false;
    throw error;
  }
}

/** Looks that stay on screen go on showing facts. */
export function watchLooks(state: DrillState): void {
  for (const role of Object.keys(state.story.looks)) {
    const active = state.story.looks[role];
    const period = active && REFRESH[active.look.panel];
    if (active === undefined || period === undefined || state.now === active.since) continue;
    if ((state.now - active.since) % period !== 0) continue;
    const { team } = state.story;
    // A tool that went down, or a role that was handed over, shows nothing more.
    if (team !== undefined && checkSeatLook(state, team, standingOf(state, team, role), active.look) !== null) continue;
    seeFacts(state, active.look, role);
  }
}
