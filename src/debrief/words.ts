import type { Audience } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { JournalEntry } from "#domain/journal";
import type { Text } from "#domain/text";
import type { Players } from "#engine/index";
import { clockMinutes, count, duration } from "#lib/format";
import { actionText } from "./acts";
import { quoted, READERS, withoutFigures } from "./deeds";
import { requestOf } from "./journal";

/** How an entry stands on the timeline. */
export type Tone = "neutral" | "good" | "bad" | "player" | "person";

export interface Line {
  readonly title: string;
  readonly detail: string;
  readonly tone: Tone;
}

const field = (entry: JournalEntry, name: string): string => {
  const value = entry.data[name];
  return value === undefined ? "" : String(value);
};

/** Names of things as people write them; an id without a name stands for itself. */
class Names {
  private readonly people: ReadonlyMap<string, string>;
  private readonly nodes: ReadonlyMap<string, string>;
  private readonly regions: ReadonlyMap<string, string>;

  constructor(
    private readonly scene: Scene,
    private readonly facts: ReadonlyMap<string, string>,
    private readonly players: Players | null,
  ) {
    this.people = new Map(scene.people.map((p) => [p.id, p.name]));
    this.nodes = new Map(scene.system.nodes.map((n) => [n.id, n.label]));
    this.regions = new Map(scene.system.regions.map((r) => [r.id, r.label]));
  }

  person(id: string): string {
    const player = this.players?.name(id) ?? null;
    if (player !== null) return player;
    return this.people.get(id) ?? (id === "platform" || id === "story" ? "Platform" : "You");
  }

  fact(id: string): string {
    return this.facts.get(id) ?? "";
  }

  place(entry: JournalEntry): string {
    const node = field(entry, "node");
    const region = field(entry, "region");
    const parts = [
      this.nodes.get(node) ?? node,
      region === "all" ? "all regions" : (this.regions.get(region) ?? region),
      field(entry, "version"),
      field(entry, "flag") || field(entry, "key"),
      entry.data.value === undefined ? "" : `→ ${field(entry, "value")}`,
      entry.data.amount === undefined ? "" : `→ ${field(entry, "amount")}`,
    ];
    return parts.filter((part) => part !== "").join(" · ");
  }

  request(id: string): Scene["requests"][number] | undefined {
    return this.scene.requests.find((r) => r.id === id);
  }
}

const TONES: Readonly<Record<string, Tone>> = { done: "good", failed: "bad", cancelled: "bad" };

const spaced = (id: string): string => id.replaceAll("-", " ");

/** How an action or a planned change came out. */
const ENDS: Readonly<Record<string, string>> = { done: "Done", failed: "Failed", cancelled: "Stopped" };
const CASES: Readonly<Record<string, string>> = {
  open: "Wrote down a hypothesis",
  favoured: "Settled on a cause",
  rejected: "Dropped a hypothesis",
};

/** Letters of what was asked or answered that are quoted. */
const QUOTED = 110;

/** Somebody, and what was said to or by them where it has words without figures. */
function spoken(name: string, text: Text | undefined): string {
  const words = text === undefined ? "" : withoutFigures(text);
  return /[^\s…]/.test(words) ? `${name}: ${quoted(words, QUOTED)}` : name;
}

const readers = (e: JournalEntry): string => READERS[field(e, "audience") as Audience] ?? field(e, "audience");

/** How a kind of journal entry reads; kinds that are not here do not stand on the timeline. */
const KINDS: Readonly<Partial<Record<JournalEntry["kind"], (e: JournalEntry, names: Names, scene: Scene) => Line>>> = {
  page: (e, _, scene) => ({
    title: "Paged",
    detail:
      scene.system.alerts.find((a) => e.data.alert === true && a.id === field(e, "page"))?.title ?? scene.page.title,
    tone: "bad",
  }),
  ack: (e) => ({ title: "Acknowledged", detail: `after ${duration(Number(e.data.after ?? 0))}`, tone: "player" }),
  severity: (e) => ({ title: `Declared SEV-${field(e, "level")}`, detail: "", tone: "player" }),
  operation: (e, names, scene) => {
    const action = actionText(scene, requestOf(e));
    const who = e.by === "platform" ? "" : names.person(e.by);
    const phase = field(e, "phase");
    return {
      title: phase === "requested" ? action : (ENDS[phase] ?? phase),
      detail: [phase === "requested" ? "" : action, who].filter((part) => part !== "").join(" · "),
      tone: TONES[phase] ?? "player",
    };
  },
  plan: (e, names, scene) => {
    const plan = scene.system.plans.find((p) => p.id === field(e, "plan"));
    return {
      title: plan?.label ?? field(e, "plan"),
      detail: [(ENDS[field(e, "phase")] ?? field(e, "phase")).toLowerCase(), names.person(e.by)].join(" · "),
      tone: "neutral",
    };
  },
  platform: (e) =>
    e.data.what === "overrun"
      ? {
          title: "The story was stopped",
          detail: "It went in circles: nobody said or asked anything any more.",
          tone: "bad",
        }
      : {
          title: e.data.what === "gitops" ? "GitOps put a hand edit back" : "Platform acted",
          detail: field(e, "id"),
          tone: "neutral",
        },
  alert: (e, _, scene) => ({
    title: `Alert ${field(e, "state")}`,
    detail: scene.system.alerts.find((a) => a.id === field(e, "alert"))?.title ?? field(e, "alert"),
    tone: e.data.state === "firing" ? "bad" : "good",
  }),
  silence: (e, _, scene) => ({
    title: e.by === "platform" ? "Silence over" : "Alert silenced",
    detail: `${scene.system.alerts.find((a) => a.id === field(e, "rule"))?.title ?? field(e, "rule")}${e.by === "platform" ? "" : `, ${field(e, "minutes")} min`}`,
    tone: e.by === "platform" ? "neutral" : "player",
  }),
  escalation: (e, names) => ({
    title: "Page escalated",
    detail: `${names.person(field(e, "person"))}, after ${duration(Number(e.data.after ?? 0))}`,
    tone: "bad",
  }),
  answer: (e, names) => {
    const request = names.request(field(e, "request"));
    const silent = e.data.option === "silence";
    return {
      title: silent ? "No answer" : "Answered",
      detail: spoken(
        names.person(request?.from ?? ""),
        silent ? request?.text : request?.options.find(({ id }) => id === e.data.option)?.label,
      ),
      tone: silent ? "bad" : "player",
    };
  },
  hypothesis: (e, names) => ({
    title: CASES[field(e, "state")] ?? "Hypothesis",
    detail: `${spaced(field(e, "mechanism"))} · ${names.place(e)}`,
    tone: "player",
  }),
  fact: (e, names) => ({ title: "Found out", detail: names.fact(field(e, "fact")), tone: "good" }),
  message: (e) => ({
    title: `Update to ${readers(e)}`,
    detail: Array.isArray(e.data.features) ? e.data.features.map(spaced).join(", ") : "",
    tone: "player",
  }),
  task: (e, names) => ({
    title: e.data.state === "done" ? "Task done" : "Task given",
    detail: names.person(field(e, "person")),
    tone: e.data.state === "done" ? "good" : "player",
  }),
  promise: (e, _, scene) => ({
    title: `Promise ${field(e, "state")}`,
    detail: `${readers(e)}, for ${clockMinutes(scene.system.startOfDay + Number(e.data.at ?? 0))}`,
    tone: e.data.state === "broken" ? "bad" : e.data.state === "kept" ? "good" : "player",
  }),
  "update-late": (e) => ({ title: "Update overdue", detail: readers(e), tone: "bad" }),
  followup: (e, names) => ({
    title: "Follow-up noted",
    detail: `${spaced(field(e, "measure"))} · ${names.place(e)} · ${names.person(field(e, "owner"))}, ${count(Number(e.data.days ?? 0))} days`,
    tone: "player",
  }),
  hint: (e) => ({ title: `Hint ${field(e, "step")} taken`, detail: "", tone: "neutral" }),
  resolve: () => ({ title: "Declared resolved", detail: "", tone: "player" }),
  end: (e) => ({ title: e.by === "platform" ? "Time is up" : "Left", detail: "", tone: "neutral" }),
  ending: (e, _, scene) => ({
    title: scene.endings.find((x) => x.id === field(e, "ending"))?.title ?? "",
    detail: "",
    tone: "neutral",
  }),
};

/**
 * A journal entry in words; null for what does not belong on a timeline. `facts` are texts of facts by id, as the player read
 * them. Of what somebody in a team did it is said who.
 */
export function describe(
  scene: Scene,
  facts: ReadonlyMap<string, string>,
  players: Players | null = null,
): (entry: JournalEntry) => Line | null {
  const names = new Names(scene, facts, players);
  return (entry) => {
    const line = KINDS[entry.kind]?.(entry, names, scene) ?? null;
    const who = players?.isTeam === true ? players.name(entry.by) : null;
    if (line === null || who === null || line.detail.endsWith(who)) return line;
    return { ...line, detail: line.detail === "" ? who : `${line.detail} · ${who}` };
  };
}
