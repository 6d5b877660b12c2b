import type { CommandBody } from "#domain/commands";
import type { Second } from "#domain/ids";
import { DATABASE_VIEWS, type Look, RUNTIME_VIEWS } from "#domain/telemetry";
import type { View } from "#domain/view";
import { type Decision, humanSeconds, type Player, type Policy } from "./policy";
import { resolveScene } from "./scene";

const once = (wait: Second, commands: (view: View) => readonly CommandBody[]): Decision => ({ wait, commands });

/** Seconds from the page to taking it. */
const TO_THE_DESK = 20;

/** Acknowledges the page when it comes, then goes on with the steps made by `steps`. */
function afterAck(steps: Iterator<Decision>): Policy {
  return {
    next(view) {
      const page = view.pages[0];
      if (page === undefined) return once(1, () => []);
      if (page.ackedAt === null) return once(TO_THE_DESK, () => [{ kind: "ack", args: { page: page.id } }]);
      const step = steps.next();
      return step.done === true ? null : step.value;
    },
  };
}

/** Does nothing at all. */
export const idle: Player = () => ({ next: () => null });

/** Every panel there is, each look with the fields that give most. */
function everyLook(view: View): Look[] {
  const window = 1800;
  return [
    { panel: "map" },
    ...["all", ...view.system.nodes.map((n) => n.id)].map(
      (node): Look => ({ panel: "board", node, split: "region", region: null, window, compare: true }),
    ),
    ...["", "level:ERROR", "level:WARN"].map((query): Look => ({ panel: "logs", query, window })),
    ...(["error", "slow", "any"] as const).map(
      (only): Look => ({ panel: "traces", node: null, route: null, region: null, only, window }),
    ),
    { panel: "deploys" },
    ...view.palette
      .flatMap(({ entry, choices }) =>
        entry.kind === "rollback" || entry.kind === "deploy" ? (choices.version ?? []) : [],
      )
      .map(({ value }): Look => ({ panel: "deploy", version: value })),
    ...view.system.nodes.map((node): Look => ({ panel: "config", node: node.id })),
    ...view.system.probes.flatMap((probe) =>
      view.system.regions.map(
        (region): Look => ({ panel: "probe", probe: probe.id, region: region.id, quarantined: false }),
      ),
    ),
    { panel: "alerts" },
    ...["http_requests_failed_total", "workers_busy", "pods_ready"].map(
      (metric): Look => ({ panel: "explore", query: `sum by (node, region) (${metric})`, window, step: 30 }),
    ),
    ...toolLooks(view),
    { panel: "terminal", line: "kubectl get pods" },
    ...view.runbook.map((page): Look => ({ panel: "runbook", page: page.id })),
  ];
}

/** Everything databases and running processes say of themselves. */
export function toolLooks({ system, palette }: View): Look[] {
  const region = system.regions[0]?.id ?? "";
  const statements = palette.find(({ entry }) => entry.kind === "explain-analyze")?.choices.key ?? [];
  return system.nodes.flatMap(({ id: node, kind }): Look[] => {
    if (kind === "thirdparty") return [];
    const views = RUNTIME_VIEWS.filter((each) => (each === "queue" || each === "dead-letters") === (kind === "queue"));
    const runtime = views.map((each): Look => ({ panel: "runtime", node, region, view: each, operation: null }));
    if (kind !== "database") return runtime;
    return [
      ...DATABASE_VIEWS.filter((each) => each !== "plan").map(
        (each): Look => ({ panel: "database", node, view: each, key: null }),
      ),
      ...statements.map(({ value }): Look => ({ panel: "database", node, view: "plan", key: value })),
    ];
  });
}

/** Opens every panel over and over, pins whatever it finds, and does nothing about it. */
export const everyPanel: Player = (program, variant) => {
  const seconds = resolveScene(program, variant).lookSeconds;
  function* steps(): Generator<Decision> {
    let looks: readonly Look[] = [];
    for (let i = 0; ; i++) {
      const index = i;
      const least =
        looks.length === 0 ? 5 : humanSeconds({ kind: "look", args: looks[index % looks.length] as Look }, seconds);
      yield once(least, (view) => {
        if (looks.length === 0) looks = everyLook(view);
        const found = view.facts
          .filter((fact) => fact.pinned === null)
          .map(({ id }): CommandBody => ({ kind: "pin", args: { fact: id, hypothesis: null, bearing: "supports" } }));
        return [{ kind: "look", args: looks[index % looks.length] as Look }, ...found];
      });
    }
  }
  return afterAck(steps());
};

/** Nothing but well-formed updates for everybody, whatever happens. */
export const templateUpdates: Player = () => {
  const text =
    "Some customers see errors at the moment. We are investigating and working on a fix. Next update in 10 minutes.";
  function* steps(): Generator<Decision> {
    yield once(10, () => [{ kind: "severity", args: { level: 2 } }]);
    for (;;) {
      yield once(30, () =>
        (["customers", "executives", "support", "incident"] as const).map(
          (audience): CommandBody => ({ kind: "say", args: { audience, text } }),
        ),
      );
      yield once(560, () => []);
    }
  }
  return afterAck(steps());
};

/** Restarts one service after the other, everywhere; then once more; then calls it a day. */
export const restartEverything: Player = (program, variant) => {
  const services = resolveScene(program, variant)
    .system.nodes.filter((node) => node.kind === "service" || node.kind === "gateway")
    .map((node) => node.id);
  function* steps(): Generator<Decision> {
    for (let round = 0; round < 2; round++) {
      for (const node of services) {
        yield once(10, () => [{ kind: "act", args: { action: "restart", node, region: "all" } }]);
      }
      yield once(300, () => []);
    }
    yield once(10, () => [{ kind: "resolve", args: { text: "Everything has been restarted." } }]);
    yield once(5, () => [{ kind: "end", args: {} }]);
  }
  return afterAck(steps());
};
