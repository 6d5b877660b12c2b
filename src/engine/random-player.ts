import type { ActRequest } from "#domain/actions";
import { AUDIENCES, type CommandBody, MEASURES, MECHANISMS } from "#domain/commands";
import { LABELS, type Look } from "#domain/telemetry";
import type { PaletteEntry, View } from "#domain/view";
import { draw, streamId } from "#lib/random";
import { toolLooks } from "./policies";
import { humanSeconds, type Player } from "./policy";
import { resolveScene } from "./scene";

const STREAM = streamId("random player");

/** Draws at addresses (seed, step, n): what is drawn in one step shifts nothing in the next. */
class Dice {
  private n = 0;
  constructor(
    private readonly seed: number,
    private readonly step: number,
  ) {}

  value(): number {
    return draw(this.seed, STREAM, this.step, this.n++);
  }

  of<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.value() * items.length)];
  }
}

const MESSAGES = [
  "About {n} % of checkouts fail at the moment. We are rolling back the last change. Next update in 15 minutes.",
  "We see errors for some customers and are investigating. Next update in 20 minutes. Sorry for the trouble.",
  "Errors are going down after our last action. We keep watching. Next update in 10 minutes.",
  "Hypothesis, not confirmed: the last release is involved. Checking the logs now. Next update in 10 minutes.",
  "It should be fixed in {n} minutes.",
  "We are looking at it.",
] as const;

const PANELS = [
  ...(["board", "board", "logs", "traces", "deploys", "config", "map", "probe", "runbook"] as const),
  ...(["alerts", "explore", "tools", "terminal"] as const),
] as const;
const QUERIES = [
  "sum by (region) (rate(http_requests_failed_total[5m]))",
  "histogram_quantile(0.95, sum by (le, node) (rate(http_request_duration_seconds_bucket[5m])))",
  "sum by (node) (workers_busy)",
] as const;
const LINES = ["kubectl get pods", "kubectl get hpa", "kubectl top pods", "git log"] as const;

function randomLook(view: View, dice: Dice): Look | null {
  const node = dice.of(view.system.nodes)?.id ?? "all";
  const region = dice.of(view.system.regions)?.id ?? "";
  const window = dice.of([300, 900, 1800]) ?? 900;
  switch (dice.of(PANELS)) {
    case "board": {
      const where = { node: dice.value() < 0.3 ? "all" : node, split: dice.of([null, ...LABELS]) ?? null };
      return { panel: "board", ...where, region: null, window, compare: dice.value() < 0.3 };
    }
    case "logs":
      return { panel: "logs", query: dice.of(["", "level:ERROR", "level:WARN", `service:${node}`]) ?? "", window };
    case "traces":
      return {
        panel: "traces",
        node: null,
        route: null,
        region: null,
        only: dice.of(["any", "error", "slow"]) ?? "any",
        window,
      };
    case "deploys":
      return { panel: "deploys" };
    case "config":
      return { panel: "config", node };
    case "probe": {
      const probe = dice.of(view.system.probes);
      return probe === undefined ? null : { panel: "probe", probe: probe.id, region, quarantined: false };
    }
    case "runbook": {
      const page = dice.of(view.runbook);
      return page === undefined ? null : { panel: "runbook", page: page.id };
    }
    case "alerts":
      return { panel: "alerts" };
    case "explore":
      return { panel: "explore", query: dice.of(QUERIES) ?? QUERIES[0], window, step: 30 };
    case "tools":
      return dice.of(toolLooks(view)) ?? null;
    case "terminal":
      return { panel: "terminal", line: dice.of(LINES) ?? LINES[0] };
    default:
      return { panel: "map" };
  }
}

/** An action of the palette with values that exist; null when it cannot be asked for now. */
function randomAct(view: View, dice: Dice): ActRequest | null {
  const offered: PaletteEntry | undefined = dice.of(view.palette);
  if (offered === undefined) return null;
  const fields: Record<string, string | number> = { action: offered.entry.kind };
  for (const { field, kind, optional } of offered.entry.params) {
    if (optional === true && dice.value() < 0.5) continue;
    const choice = dice.of(offered.choices[field] ?? []);
    if (choice !== undefined) fields[field] = choice.value;
    else if (kind === "share") fields[field] = dice.of([0, 0.1, 0.25, 0.5, 1]) ?? 0;
    else if (kind === "factor") fields[field] = dice.of([0.5, 1.5, 2]) ?? 1;
    else if (kind === "pods") fields[field] = 1 + Math.floor(dice.value() * 8);
    else if (kind === "number") fields[field] = dice.of([1, 2, 5, 10, 30]) ?? 1;
    else if (kind === "text") fields[field] = "value";
  }
  const request = fields as unknown as ActRequest;
  return view.estimate(request).refusal === null ? request : null;
}

function randomNote(view: View, dice: Dice): CommandBody | null {
  const node = dice.of(view.system.nodes)?.id ?? "";
  switch (dice.of(["hypothesis", "pin", "task", "followup", "severity"] as const)) {
    case "hypothesis": {
      const region = dice.value() < 0.5 ? null : (dice.of(view.system.regions)?.id ?? null);
      const state = dice.of(["open", "favoured", "rejected"] as const) ?? "open";
      const id = `h${Math.floor(dice.value() * 4)}`;
      const mechanism = dice.of(MECHANISMS) ?? "code-defect";
      return { kind: "hypothesis", args: { id, mechanism, node, region, text: "", state } };
    }
    case "pin": {
      const fact = dice.of(view.facts);
      const hypothesis = dice.of(view.hypotheses)?.id ?? null;
      return fact === undefined ? null : { kind: "pin", args: { fact: fact.id, hypothesis, bearing: "supports" } };
    }
    case "task": {
      const person = dice.of(view.people);
      const text = "Please look at the dashboards and compare the numbers.";
      return person === undefined ? null : { kind: "task", args: { person: person.id, text, minutes: 10 } };
    }
    case "followup": {
      const owner = dice.of(view.people);
      const measure = dice.of(MEASURES) ?? "runbook";
      return owner === undefined
        ? null
        : { kind: "followup", args: { measure, node, owner: owner.id, days: 14, text: "" } };
    }
    default: {
      const level = dice.of([1, 2, 3, 4] as const) ?? 2;
      return view.severity === level ? null : { kind: "severity", args: { level } };
    }
  }
}

/** Seconds after the page before a random player thinks of closing. */
const PATIENCE = 1500;

function randomBody(view: View, dice: Dice): CommandBody | null {
  const page = view.pages[0];
  if (page !== undefined && page.ackedAt === null) return { kind: "ack", args: { page: page.id } };
  if (view.phase === "resolved" && dice.value() < 0.1) return { kind: "end", args: {} };
  const open = view.requests.find((r) => r.state === "open" && r.options.length > 0);
  if (open !== undefined && dice.value() < 0.5) {
    const option = dice.of(open.options);
    if (option !== undefined) return { kind: "answer", args: { request: open.id, option: option.id } };
  }
  const what = dice.value();
  if (what < 0.5) {
    const look = randomLook(view, dice);
    return look === null ? null : { kind: "look", args: look };
  }
  if (what < 0.66) {
    const act = randomAct(view, dice);
    return act === null ? null : { kind: "act", args: act };
  }
  if (what < 0.8) {
    const text = (dice.of(MESSAGES) ?? MESSAGES[0]).replace("{n}", String(5 + Math.floor(dice.value() * 30)));
    return { kind: "say", args: { audience: dice.of(AUDIENCES) ?? "incident", text } };
  }
  if (what < 0.98) return randomNote(view, dice);
  const late = page !== undefined && view.now > page.firedAt + PATIENCE;
  return late && view.phase === "live" ? { kind: "resolve", args: { text: "It looks better now." } } : null;
}

/**
 * Does valid things by chance at human pace: only what is offered, with names that exist and messages in sentences.
 * The same seed plays the same way against the same views.
 */
export function randomPlayer(seed: number): Player {
  return (program, variant) => {
    const seconds = resolveScene(program, variant).lookSeconds;
    let step = 0;
    return {
      next(view) {
        if (view.pages.length === 0) return { wait: 5, commands: () => [] };
        const dice = new Dice(seed, step++);
        const pause = 3 + dice.value() * 20;
        const body = randomBody(view, dice);
        return {
          wait: Math.round(pause) + (body === null ? 0 : humanSeconds(body, seconds)),
          commands: () => (body === null ? [] : [body]),
        };
      },
    };
  };
}
