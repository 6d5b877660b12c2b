import type { Second } from "#domain/ids";
import { plan } from "./due";
import { type DrillState, post, record } from "./state";

/** A page that an alert rule sent: open until it is acknowledged, or the rule no longer fires, or it is silenced. */
export interface AlertPage {
  /** The rule. */
  readonly id: string;
  readonly second: Second;
  /** −1 = not yet. */
  readonly ackedAt: Second;
  readonly by: string;
  /** People of the drill's `escalation` it has gone to. */
  readonly escalated: number;
}

export interface Silence {
  readonly rule: string;
  /** The first second at which it counts no longer. */
  readonly until: Second;
}

const pagesOf = (state: DrillState): readonly AlertPage[] => state.story.alertPages ?? [];

/** Until when a rule is silenced; null when it is not. */
export function silencedUntil(state: DrillState, rule: string): Second | null {
  return state.story.silences?.find((s) => s.rule === rule && s.until > state.now)?.until ?? null;
}

const isFiring = (state: DrillState, rule: string): boolean =>
  state.story.alerts.some((alert) => alert.id === rule && alert.state === "firing");

/**
 * A rule begins to fire. If it is one that pages, it pages: from the drill's own page on (that one stands for what fired before it),
 * until the player has left, and unless it is silenced.
 */
export function pageForAlert(state: DrillState, rule: string): void {
  const { story, scene, now } = state;
  const spec = scene.system.alerts.find((each) => each.id === rule);
  if (spec?.severity !== "page" || rule === scene.page.id) return;
  if (story.pagedAt < 0 || story.leftAt >= 0 || silencedUntil(state, rule) !== null) return;
  const page: AlertPage = { id: rule, second: now, ackedAt: -1, by: "", escalated: 0 };
  story.alertPages = [...pagesOf(state).filter(({ id }) => id !== rule), page];
  record(state, "page", "platform", { page: rule, alert: true });
  planEscalation(state, rule, 0, now);
}

/** A page nobody has acknowledged closes when its rule no longer fires, or is silenced. */
export function closePage(state: DrillState, rule: string): void {
  const open = pagesOf(state).some(({ id, ackedAt }) => id === rule && ackedAt < 0);
  if (open) state.story.alertPages = pagesOf(state).filter(({ id }) => id !== rule);
}

/** Acknowledges the page of a rule; false when there is none that waits. */
export function acknowledgePage(state: DrillState, rule: string, by: string): boolean {
  const page = pagesOf(state).find(({ id, ackedAt }) => id === rule && ackedAt < 0);
  if (page === undefined) return false;
  state.story.alertPages = pagesOf(state).map((each) => (each === page ? { ...page, ackedAt: state.now, by } : each));
  record(state, "ack", by, { page: rule, alert: true, after: state.now - page.second });
  return true;
}

/** Where a page stands: since when it waits and whom it has gone to; null once it is acknowledged or gone. */
export function waiting(state: DrillState, id: string): { readonly since: Second; readonly escalated: number } | null {
  const { story, scene } = state;
  if (id === scene.page.id) {
    if (story.pagedAt < 0 || story.ackedAt >= 0) return null;
    return { since: story.pagedAt, escalated: story.escalated ?? 0 };
  }
  const page = pagesOf(state).find((each) => each.id === id && each.ackedAt < 0);
  return page === undefined ? null : { since: page.second, escalated: page.escalated };
}

/** Puts the next person of the drill's escalation on the clock, if there is one. */
export function planEscalation(state: DrillState, page: string, level: number, since: Second): void {
  const step = state.scene.escalation?.[level];
  if (step !== undefined) plan(state.story, Math.max(state.now, since + step.after), "escalate", page, level);
}

/** A page's time is over: the next person is called, and everybody sees it. Nothing when it has been acknowledged meanwhile. */
export function escalate(state: DrillState, page: string, level: number): void {
  const { story, scene, now } = state;
  const step = scene.escalation?.[level];
  const at = waiting(state, page);
  // A page that closed and came again has a clock of its own.
  if (step === undefined || at === null || at.escalated !== level || now < at.since + step.after) return;
  if (story.leftAt >= 0) return;
  if (page === scene.page.id) story.escalated = level + 1;
  else story.alertPages = pagesOf(state).map((p) => (p.id === page ? { ...p, escalated: level + 1 } : p));
  const name = scene.people.find(({ id }) => id === step.person)?.name ?? step.person;
  const title = scene.system.alerts.find(({ id }) => id === page)?.title ?? scene.page.title;
  record(state, "escalation", "platform", { page, person: step.person, after: now - at.since });
  const text = `Nobody has acknowledged “${title}”: calling ${name}.`;
  post(state, { audience: "incident", from: "platform", kind: "system", text, request: null });
  planEscalation(state, page, level + 1, at.since);
}

/** A silence runs out: what still fires pages again. `until` tells a silence from one that was set later. */
export function endSilence(state: DrillState, rule: string, until: Second): void {
  const { story } = state;
  const found = story.silences?.find((s) => s.rule === rule && s.until === until);
  if (found === undefined) return;
  story.silences = (story.silences ?? []).filter((s) => s !== found);
  record(state, "silence", "platform", { rule, minutes: 0 });
  if (isFiring(state, rule)) pageForAlert(state, rule);
}
