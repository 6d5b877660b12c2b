import type { Scene } from "#domain/drill";
import type { InjectCondition } from "#domain/exercise";
import type { Second } from "#domain/ids";
import type { View } from "#domain/view";
import type { Room } from "./room";

/** What conditions are asked about: the facilitator's view, what the team did, and what is true. */
export interface Sight {
  readonly view: View;
  readonly room: Room;
  /** What the drill says the cause is; of an incident that is only told nothing. */
  readonly truth: Scene["score"]["diagnosis"]["truth"];
}

/** When somebody took the page; null while nobody has. */
export function ackedAt({ pages }: Pick<View, "pages">): Second | null {
  const times = pages.flatMap((page) => (page.ackedAt === null ? [] : [page.ackedAt]));
  return times.length === 0 ? null : Math.min(...times);
}

/** The last thing the players said to an audience. */
function lastSaid(view: View, audience: string): Second | null {
  return (
    view.messages.findLast((message) => message.kind === "player" && message.audience === audience)?.second ?? null
  );
}

/** Whether a hypothesis names a cause of the drill: mechanism, node, and region where the drill minds it. */
function isRight({ truth }: Sight, { mechanism, node, region }: View["hypotheses"][number]): boolean {
  return truth.some(
    (cause) =>
      cause.mechanism === mechanism &&
      cause.nodes.includes(node) &&
      (cause.regions.length === 0 || (region !== null && cause.regions.includes(region))),
  );
}

/** The hypothesis that is favoured, or the only one that is left. */
function favoured({ hypotheses }: View): View["hypotheses"][number] | undefined {
  const alive = hypotheses.filter(({ state }) => state !== "rejected");
  return alive.find(({ state }) => state === "favoured") ?? (alive.length === 1 ? alive[0] : undefined);
}

/** When the team last found, believed, decided or did something new, or took the page; null while nobody has. */
export function lastNews({ view, room }: Pick<Sight, "view" | "room">): Second | null {
  const acked = ackedAt(view);
  if (acked === null) return null;
  return Math.max(
    acked,
    ...view.facts.map(({ second }) => second),
    ...view.hypotheses.map(({ since }) => since),
    ...view.operations.map(({ requestedAt }) => requestedAt),
    ...room.decisions.map(({ at }) => at),
    ...room.tasks.map(({ givenAt, endedAt }) => endedAt ?? givenAt),
  );
}

const isSince = (now: Second, since: Second | null, minutes: number): boolean =>
  since !== null && now - since >= minutes * 60;

/** Whether something that an inject waits for holds now. */
export function holds(condition: InjectCondition, sight: Sight): boolean {
  const { view, room } = sight;
  const { now } = view;
  switch (condition.is) {
    case "acknowledged":
      return isSince(now, ackedAt(view), condition.minutes);
    case "severity":
      return view.severity !== null && view.severity <= condition.level;
    case "impact":
      return condition.side === "above"
        ? view.impact.failedPerSecond > condition.perSecond
        : view.impact.failedPerSecond < condition.perSecond;
    case "silence": {
      const acked = ackedAt(view);
      return (
        acked !== null && isSince(now, Math.max(acked, lastSaid(view, condition.audience) ?? acked), condition.minutes)
      );
    }
    case "fact":
      return view.facts.some(({ id }) => id === condition.fact);
    case "action":
      return view.operations.some(
        ({ request, phase }) =>
          phase === "done" &&
          request.action === condition.action &&
          (condition.node === null || request.node === condition.node),
      );
    case "hypothesis": {
      const best = favoured(view);
      if (best === undefined) return false;
      return condition.state === "favoured" ? best.state === "favoured" : isRight(sight, best);
    }
    case "phase":
      return view.phase === condition.phase;
    case "tasks-acknowledged": {
      const alive = room.tasks.filter(({ endedAt }) => endedAt === null);
      return room.tasks.length > 0 && alive.every(({ acknowledgedAt }) => acknowledgedAt !== null);
    }
    case "stuck":
      return isSince(now, lastNews(sight), condition.minutes);
  }
}
