import { lookText } from "#debrief/looks";
import { type Label, type Look, METRICS, type MetricId, type RuntimeViewId } from "#domain/telemetry";
import type { View } from "#domain/view";
import type { Heard } from "./heard";
import { intentOf, type Proposal } from "./intent";
import { mentioned, overlap } from "./names";
import type { TopicId } from "./topics";

/** How far back a look goes when nothing was said, in seconds; as the panels begin. */
const WINDOWS = { board: 1800, logs: 900, traces: 600, explore: 1800 } as const;

/** What a topic asks the board for, the most wanted metric first, and the kind of node that has it; null: where users enter. */
const METRICS_OF: readonly {
  readonly topic: TopicId;
  readonly about: readonly MetricId[];
  readonly kind: string | null;
}[] = [
  { topic: "errors", about: ["errors"], kind: null },
  { topic: "latency", about: ["latency_p95", "latency_p50"], kind: null },
  { topic: "traffic", about: ["requests"], kind: null },
  { topic: "orders", about: ["completed"], kind: null },
  { topic: "cpu", about: ["cpu", "saturation"], kind: "service" },
  { topic: "workers", about: ["workers", "saturation", "queue"], kind: "service" },
  { topic: "memory", about: ["heap", "gc", "kills"], kind: "service" },
  { topic: "backlog", about: ["backlog", "oldest", "queue"], kind: "queue" },
  { topic: "connections", about: ["connections"], kind: "database" },
  { topic: "pods", about: ["pods", "restarts"], kind: "service" },
  { topic: "disk", about: ["disk"], kind: "database" },
  { topic: "cache", about: ["hit"], kind: "cache" },
  { topic: "locks", about: ["locked", "deadlocks"], kind: "database" },
  { topic: "throttled", about: ["throttled"], kind: null },
  { topic: "replication", about: ["lag"], kind: "database" },
];

/** Something typed as at a terminal, from its first word on. */
const COMMAND_LINE =
  /\b(kubectl\s+\w|psql\s+\S|redis-cli\s+\S|curl\s+(-|https?:|\S+[.:/])|git\s+(log|show|diff|status|blame)).*$/s;

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** Looks that a request may mean, each with how well it fits. */
class Looks {
  readonly found: Proposal[] = [];

  constructor(
    private readonly view: View,
    private readonly heard: Heard,
  ) {}

  add(fit: number, look: Look, about: readonly MetricId[] = []): void {
    const [first] = about;
    const place = lookText(this.view, look);
    const title = first === undefined ? `Look at ${place}` : `${METRICS[first].title}: ${place}`;
    this.found.push({ intent: intentOf("look", look, capital(title), { about }), fit });
  }

  /** The node that was named; those named beside it are proposed, too. */
  private get nodes(): readonly string[] {
    return this.heard.nodes.slice(0, 2).map(({ value }) => value);
  }

  private get region(): string | null {
    return this.heard.regions[0]?.value ?? null;
  }

  private kindOf(node: string): string {
    return this.view.system.nodes.find(({ id }) => id === node)?.kind ?? "";
  }

  private ofKind(kind: string): readonly string[] {
    const named = this.heard.nodes.map(({ value }) => value).filter((node) => this.kindOf(node) === kind);
    return named.length > 0 ? named : this.view.system.nodes.filter((node) => node.kind === kind).map(({ id }) => id);
  }

  board(
    fit: number,
    about: readonly MetricId[],
    { split = this.heard.split, kind = null }: { split?: Label | null; kind?: string | null } = {},
  ): void {
    // A board of one region needs no split by region.
    const region = split === "region" ? null : this.region;
    const compare = this.heard.says("lastWeek");
    const window = this.heard.window ?? WINDOWS.board;
    const usual = kind === null ? ["all"] : this.ofKind(kind).slice(0, 2);
    const nodes = this.nodes.length > 0 ? this.nodes : usual;
    nodes.forEach((node, i) => {
      this.add(fit - i * 0.1, { panel: "board", node, split, region, window, compare }, about);
    });
  }

  logs(fit: number, level: "ERROR" | null): void {
    const { versions, words } = this.heard;
    const quoted = /["“]([^"”]{2,80})["”]/.exec(words.text)?.[1];
    const terms = [
      level === null ? "" : `level:${level}`,
      this.nodes[0] === undefined ? "" : `service:${this.nodes[0]}`,
      this.region === null ? "" : `region:${this.region}`,
      versions[0] === undefined ? "" : `version:${versions[0].value}`,
      quoted === undefined ? "" : `"${quoted}"`,
    ];
    const query = terms.filter((term) => term !== "").join(" ");
    this.add(fit, { panel: "logs", query, window: this.heard.window ?? WINDOWS.logs });
  }

  traces(fit: number, only: "any" | "error" | "slow"): void {
    const window = this.heard.window ?? WINDOWS.traces;
    this.add(fit, { panel: "traces", node: this.nodes[0] ?? null, route: null, region: this.region, only, window });
  }

  config(fit: number): void {
    const nodes = this.nodes.length > 0 ? this.nodes : this.ofKind("service").slice(0, 3);
    nodes.forEach((node, i) => {
      this.add(fit - (this.nodes.length > 0 ? i * 0.1 : 0.5 + i * 0.05), { panel: "config", node });
    });
  }

  deploys(fit: number): void {
    this.add(fit, { panel: "deploys" });
  }

  /** What the versions that were named changed. */
  versions(fit: number): void {
    for (const { value } of this.heard.versions.slice(0, 2)) this.add(fit, { panel: "deploy", version: value });
  }

  database(fit: number): void {
    const { heard } = this;
    const views = [
      ["locks", "blocking"],
      ["statements", "statements"],
      ["connections", "connections"],
      ["replication", "replication"],
    ] as const;
    const named = views.filter(([topic]) => heard.says(topic)).map(([, view]) => view);
    for (const node of this.ofKind("database").slice(0, 2)) {
      for (const view of named) this.add(fit + 0.1, { panel: "database", node, view, key: null });
      this.add(named.length > 0 ? fit - 0.3 : fit, { panel: "database", node, view: "activity", key: null });
      if (heard.says("plan")) this.plans(fit, node);
    }
  }

  private plans(fit: number, node: string): void {
    const statements = this.view.palette.find(({ entry }) => entry.kind === "explain-analyze")?.choices.key ?? [];
    const named = mentioned(this.heard.words, statements);
    for (const { value } of (named.length > 0 ? named : statements).slice(0, 3)) {
      this.add(fit + 0.1, { panel: "database", node, view: "plan", key: value });
    }
  }

  runtime(fit: number, views: readonly RuntimeViewId[]): void {
    const region = this.region ?? this.view.system.regions[0]?.id;
    const ours = this.nodes.filter((node) => this.kindOf(node) !== "thirdparty");
    const queues = views.some((view) => view === "queue" || view === "dead-letters");
    const nodes = ours.length > 0 ? ours : this.ofKind(queues ? "queue" : "service").slice(0, 2);
    if (region === undefined) return;
    for (const [i, node] of nodes.entries()) {
      const isQueue = this.kindOf(node) === "queue";
      for (const view of views) {
        if ((view === "queue" || view === "dead-letters") !== isQueue) continue;
        this.add(fit - i * 0.1 - (ours.length > 0 ? 0 : 0.3), {
          panel: "runtime",
          node,
          region,
          view,
          operation: null,
        });
      }
    }
  }

  probes(fit: number): void {
    const { probes, regions } = this.view.system;
    const list = probes.map((probe) => ({ ...probe, value: probe.id }));
    const named = mentioned(this.heard.words, list).filter(
      ({ node }) => this.nodes.length === 0 || this.nodes.includes(node),
    );
    const asked = named.length > 0 ? named : list.filter(({ node }) => this.nodes.includes(node));
    const region = this.region ?? regions[0]?.id;
    if (region === undefined) return;
    for (const { id } of asked.slice(0, 3)) this.add(fit, { panel: "probe", probe: id, region, quarantined: false });
  }

  dumps(fit: number): void {
    const done = this.view.operations.filter(
      ({ phase, request: { action } }) => phase === "done" && /-dump$|^profile$/.test(action),
    );
    for (const { id } of done.slice(-2)) this.add(fit, { panel: "dump", operation: id });
  }

  runbooks(fit: number, isAsked: boolean): void {
    for (const { id, title } of this.view.runbook) {
      const share = overlap(this.heard.words, title);
      if (isAsked || share >= 0.6) this.add(isAsked ? fit + share / 5 : fit - 0.4, { panel: "runbook", page: id });
    }
  }

  /** What was typed as it would be at the tools themselves. */
  typed(): void {
    const { text } = this.heard.words;
    const line = COMMAND_LINE.exec(text)?.[0].trim();
    if (line !== undefined && line.length <= 1000) this.add(1.5, { panel: "terminal", line });
    const names = [...new Set(Object.values(METRICS).map(({ prom }) => prom))];
    if (/[({[]/.test(text) && names.some((name) => text.includes(name))) {
      const query = text.trim().slice(0, 2000);
      this.add(1.5, { panel: "explore", query, window: this.heard.window ?? WINDOWS.explore, step: 15 });
    }
  }
}

/** What a request may want to see: looks that the panels offer, with the names of the view in their places. */
export function lookProposals(view: View, heard: Heard): readonly Proposal[] {
  const looks = new Looks(view, heard);
  const { says } = heard;
  looks.typed();
  const metrics = METRICS_OF.filter(({ topic }) => says(topic));
  for (const { topic, about, kind } of metrics) {
    looks.board(1, about, { kind });
    if (topic === "errors") {
      looks.logs(0.6, "ERROR");
      looks.traces(0.5, "error");
      if (heard.split === null) looks.board(0.7, about, { split: "region" });
    }
    if (topic === "latency") {
      looks.traces(0.6, "slow");
      if (heard.split === null) looks.board(0.65, about, { split: "region" });
    }
    if (topic === "workers") looks.runtime(0.7, ["workers", "threads"]);
    if (topic === "memory") looks.runtime(0.7, ["heap"]);
    if (topic === "pods") looks.runtime(0.8, ["pods"]);
    if (topic === "backlog") looks.runtime(0.9, ["queue", "dead-letters"]);
  }
  if (says("affected")) {
    looks.board(1, ["errors"], { split: heard.split ?? "region" });
    looks.board(0.9, ["errors"], { split: heard.split === "route" ? "region" : "route" });
    looks.board(0.75, ["requests"], { split: heard.split ?? "region" });
  }
  if (says("board") || (metrics.length === 0 && (says("lastWeek") || says("trend") || heard.split !== null))) {
    looks.board(0.95, []);
  }
  if (says("logs")) {
    looks.logs(1.1, says("errors") ? "ERROR" : null);
    looks.logs(0.8, says("errors") ? null : "ERROR");
  }
  if (says("traces")) {
    looks.traces(1.1, says("errors") ? "error" : says("latency") ? "slow" : "any");
    looks.traces(0.8, says("errors") ? "any" : "error");
  }
  if (says("deploys") || says("diff")) looks.deploys(says("deploys") ? 1 : 0.7);
  if (heard.versions.length > 0) looks.versions(says("diff") || says("deploys") ? 1.15 : 0.6);
  if (says("config")) looks.config(1);
  if (says("map")) looks.add(1, { panel: "map" });
  if (says("alerts")) looks.add(0.9, { panel: "alerts" });
  looks.runbooks(1, says("runbook"));
  if (says("database") || says("locks") || says("statements") || says("plan") || says("replication")) {
    looks.database(says("database") ? 0.95 : 0.85);
  }
  if (says("deadLetters")) looks.runtime(1, ["dead-letters", "queue"]);
  if (says("dump")) looks.dumps(1);
  if (says("probe")) looks.probes(0.9);
  // A bare name: what one would look at of it first.
  if (looks.found.length === 0 && heard.nodes.length > 0) {
    looks.board(0.6, []);
    looks.logs(0.5, null);
    looks.config(0.45);
    looks.runtime(0.4, ["pods", "queue"]);
  }
  return looks.found;
}
