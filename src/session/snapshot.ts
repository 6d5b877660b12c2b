import type { Look, LookResult } from "#domain/telemetry";
import type { View } from "#domain/view";

/** What a snapshot still has to ask for. */
export interface Asked {
  look(look: Look): LookResult;
  complete: View["complete"];
  estimate: View["estimate"];
}

/**
 * A view that stays as it is while its state goes on: what the screen shows until the next moment is durable. Looks and
 * estimates are asked for through `asked`; a look's result is kept, so that it stays as it is too.
 */
export function snapshotOf(view: View, asked: Asked): View {
  const results = new Map<string, LookResult>();
  return {
    now: view.now,
    position: view.position,
    role: view.role,
    phase: view.phase,
    clock: view.clock,
    date: view.date,
    pages: view.pages,
    alerts: view.alerts,
    severity: view.severity,
    messages: view.messages,
    requests: view.requests,
    operations: view.operations,
    hypotheses: view.hypotheses,
    facts: view.facts,
    notes: view.notes,
    followups: view.followups,
    updatesDue: view.updatesDue,
    gauges: view.gauges,
    impact: view.impact,
    people: view.people,
    system: view.system,
    runbook: view.runbook,
    refusal: view.refusal,
    team: view.team,
    ending: view.ending,
    palette: view.palette,
    look(look) {
      const key = JSON.stringify(look);
      const known = results.get(key);
      if (known !== undefined) return known;
      const result = asked.look(look);
      results.set(key, result);
      return result;
    },
    complete: (line, cursor) => asked.complete(line, cursor),
    estimate: (request) => asked.estimate(request),
  };
}
