import type { AlertView } from "#domain/telemetry";
import { silencedUntil, waiting } from "./alert-pages";
import type { DrillState } from "./state";

type Page = AlertView["pages"][number];

/** Alert rules with their state, and pages with who has them and whom they go to next. */
export function alertView(state: DrillState): AlertView {
  const { scene, world } = state;
  const rules = scene.system.alerts.map((rule, i): AlertView["rules"][number] => {
    const now = world.alerts[i];
    const ruleState = now?.firing ? "firing" : now?.since == null ? "inactive" : "pending";
    return {
      id: rule.id,
      title: rule.title,
      node: rule.node,
      severity: rule.severity,
      state: ruleState,
      since: now?.since ?? null,
      source: rule.expr.source,
      hold: rule.hold,
      summary: rule.summary,
      silencedUntil: silencedUntil(state, rule.id),
    };
  });
  return { rules, pages: pages(state) };
}

function pages(state: DrillState): readonly Page[] {
  const { story, scene, journal } = state;
  if (story.pagedAt < 0) return [];
  const acked = story.ackedAt < 0 ? undefined : journal.find((e) => e.kind === "ack" && e.data.page === scene.page.id);
  const own: Page = {
    id: scene.page.id,
    title: scene.page.title,
    second: story.pagedAt,
    acknowledgedAt: story.ackedAt < 0 ? null : story.ackedAt,
    by: acked?.by ?? null,
    ...next(state, scene.page.id),
  };
  const sent = (story.alertPages ?? []).map(
    ({ id, second, ackedAt, by }): Page => ({
      id,
      title: scene.system.alerts.find((rule) => rule.id === id)?.title ?? id,
      second,
      acknowledgedAt: ackedAt < 0 ? null : ackedAt,
      by: by === "" ? null : by,
      ...next(state, id),
    }),
  );
  return [own, ...sent];
}

/** Whom a page goes to unless somebody acknowledges it, and when. */
function next(state: DrillState, page: string): Pick<Page, "escalatesAt" | "escalatesTo"> {
  const at = waiting(state, page);
  const step = at === null ? undefined : state.scene.escalation?.[at.escalated];
  if (at === null || step === undefined) return { escalatesAt: null, escalatesTo: null };
  return { escalatesAt: at.since + step.after, escalatesTo: step.person };
}
