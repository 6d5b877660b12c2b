import type { ActRequest } from "#domain/actions";
import type { Audience } from "#domain/commands";
import type { Program, Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import type { PanelId } from "#domain/telemetry";
import type { HypothesisView, MessageView, View } from "#domain/view";
import { type DrillState, playersOf, storyBool, storyText } from "#engine/index";
import { scoreRun, walk } from "#score/index";
import { CATALOGUE } from "#world/index";
import { actionText } from "../acts";
import { lookOf } from "../journal";
import { lookText } from "../looks";
import { doneText } from "./doing";
import { type HarmTold, harmOf } from "./harm";
import { type Names, namesOf } from "./phrases";

/** An action the player asked for, as something done. */
export interface Deed {
  readonly at: Second;
  /** When it ended; null while it had not. */
  readonly endedAt: Second | null;
  readonly ended: "done" | "failed" | "cancelled" | null;
  /** "rolled Checkout back" */
  readonly text: string;
  /** "Roll back: Checkout" */
  readonly title: string;
  readonly kind: ActRequest["action"];
  readonly group: (typeof CATALOGUE)[number]["group"];
  readonly canBeUndone: boolean;
  /** Takes an earlier measure back: limits off, traffic let in again. */
  readonly isWayBack: boolean;
}

/** Somebody wanted something, and what came of it. `chosen` is null for silence. */
export interface Decision {
  readonly at: Second;
  readonly from: string;
  readonly asked: string;
  readonly chosen: string | null;
  readonly others: readonly string[];
  readonly reply: string;
  /** Points that a mark gave or took for it. */
  readonly weight: number;
}

export interface FactTold {
  readonly id: string;
  readonly second: Second;
  readonly panel: PanelId | "told";
  readonly text: string;
  readonly isDecoy: boolean;
  readonly isPinned: boolean;
}

/** What a player really did in a run, with its own times and figures. Seconds since T+0. */
export interface Told {
  readonly program: Program;
  readonly scene: Scene;
  readonly card: Scorecard;
  /** Names of the scene, to be written with their capital letters. */
  readonly names: Names;
  readonly role: string;
  readonly forkedAt: Second | null;
  readonly pagedAt: Second | null;
  readonly pageBody: string;
  readonly ackedAt: Second | null;
  readonly severity: { readonly level: number; readonly second: Second } | null;
  readonly resolvedAt: Second | null;
  /** Left by the player; null when time ran out. */
  readonly leftAt: Second | null;
  readonly looks: readonly { readonly second: Second; readonly place: string }[];
  readonly facts: readonly FactTold[];
  readonly deeds: readonly Deed[];
  readonly decisions: readonly Decision[];
  readonly hypotheses: readonly HypothesisView[];
  readonly said: readonly { readonly second: Second; readonly audience: Audience; readonly text: string }[];
  readonly heard: readonly MessageView[];
  readonly lateUpdates: number;
  readonly promises: readonly { readonly audience: string; readonly state: string }[];
  readonly tasks: readonly {
    readonly second: Second;
    readonly person: string;
    readonly text: string;
    readonly doneAt: Second | null;
  }[];
  readonly followups: View["followups"];
  readonly hints: number;
  readonly harm: HarmTold;
}

const orNull = (second: Second): Second | null => (second < 0 ? null : second);

/** Watches a run go by and keeps what can only be known at its own second. */
class Listener {
  readonly decisions: Omit<Decision, "weight">[] = [];
  private readonly replies = new Map<string, string>();
  private readonly requests: string[] = [];
  private read = 0;

  constructor(private readonly teller: (state: DrillState) => string) {}

  readonly observe = (state: DrillState): void => {
    const teller = this.teller(state);
    for (const entry of state.journal.slice(this.read)) {
      if (entry.kind === "answer" && (entry.by === teller || entry.by === "story")) this.decide(state, entry);
      if (entry.kind === "remark") this.reply(state, entry);
    }
    this.read = state.journal.length;
  };

  private decide(state: DrillState, { at, data }: JournalEntry): void {
    const index = state.scene.requests.findIndex(({ id }) => id === data.request);
    const request = state.scene.requests[index];
    if (request === undefined) return;
    const offered = request.options.filter(
      ({ id, available }) => id === data.option || available === null || storyBool(state, available),
    );
    const labelled = offered.map(({ id, label }) => ({ id, label: storyText(state, label) }));
    this.requests.push(request.id);
    this.decisions.push({
      at: at.second,
      from: request.from,
      asked: state.story.requests[index]?.text ?? "",
      chosen: labelled.find(({ id }) => id === data.option)?.label ?? null,
      others: labelled.filter(({ id }) => id !== data.option).map(({ label }) => label),
      reply: "",
    });
  }

  private reply(state: DrillState, { data, at }: JournalEntry): void {
    const remark = String(data.remark);
    if (!remark.endsWith(".reply")) return;
    const message = state.messages.findLast(({ from, second }) => from === data.from && second === at.second);
    this.replies.set(remark.slice(0, -".reply".length), message?.text ?? "");
  }

  decided(card: Scorecard): Decision[] {
    return this.decisions.map((decision, index) => {
      const marks = card.marks.filter(({ second, dimension }) => second === decision.at && dimension !== "restore");
      const weight = marks.reduce((most, { points, of }) => Math.max(most, Math.abs(points), of), 0);
      return { ...decision, reply: this.replies.get(this.requests[index] ?? "") ?? "", weight };
    });
  }
}

const WAYS_BACK: readonly ActRequest["action"][] = [
  "undrain",
  "release-quarantine",
  "unblock-client",
  "resume-consumers",
  "promote",
];
const isWayBack = ({ action, amount }: ActRequest): boolean =>
  WAYS_BACK.includes(action) ||
  ((action === "shed" || action === "serve-static" || action === "breaker") && amount === 0);

function deedsOf(state: DrillState, author: string): Deed[] {
  const { isTeam } = playersOf(state);
  return state.story.own.flatMap(({ id, request }) => {
    const entries = state.journal.filter(({ kind, data }) => kind === "operation" && data.id === id);
    // What others of a team asked for is theirs to tell.
    if (isTeam && entries[0]?.by !== author) return [];
    const end = entries.find(({ data }) => data.phase !== "requested" && data.phase !== "running");
    const entry = CATALOGUE.find(({ kind }) => kind === request.action);
    return {
      at: entries[0]?.at.second ?? 0,
      endedAt: end?.at.second ?? null,
      ended: (end?.data.phase as Deed["ended"] | undefined) ?? null,
      text: doneText(state.scene, request),
      title: actionText(state.scene, request),
      kind: request.action,
      group: entry?.group ?? "people",
      isWayBack: isWayBack(request),
      canBeUndone: (entry?.undo ?? null) !== null,
    };
  });
}

function factsOf(state: DrillState): FactTold[] {
  const { facts, pins } = state.story;
  return facts.map(({ id, second, panel, text }) => ({
    id,
    second,
    panel: panel as FactTold["panel"],
    text,
    isDecoy: state.scene.facts.find((fact) => fact.id === id)?.decoy === true,
    isPinned: pins.some((pin) => pin.fact === id && pin.bearing === "supports"),
  }));
}

/** Looks in words. */
function looksOf(state: DrillState, author: string): Told["looks"] {
  return state.journal
    .filter(({ kind, by }) => kind === "look" && by === author)
    .map((entry) => ({ second: entry.at.second, place: lookText(state.scene, lookOf(entry)) }));
}

/** Updates as they were written; what a task or the closing says in the channel is none. */
function saidOf(state: DrillState, author: string): Told["said"] {
  const taken = new Set<number>();
  return state.journal.flatMap(({ kind, by, at, data }) => {
    if (kind !== "message" || by !== author) return [];
    const message = state.messages.find(
      (each) =>
        each.kind === "player" && each.second === at.second && each.audience === data.audience && !taken.has(each.id),
    );
    if (message === undefined) return [];
    taken.add(message.id);
    return [{ second: message.second, audience: message.audience, text: message.text }];
  });
}

function tasksOf(state: DrillState, author: string): Told["tasks"] {
  const given = state.log.filter(
    (command) => command.kind === "task" && (command.author === author || command.role === author),
  );
  const entries = state.journal.filter(({ kind }) => kind === "task");
  return given.flatMap((command) => {
    if (command.kind !== "task") return [];
    const { person, text } = command.args;
    const begun = entries.find(
      ({ data, at }) => data.state === "given" && data.person === person && at.second === command.second,
    );
    if (begun?.data.understood !== true) return [];
    const done = entries.find(({ data }) => data.state === "done" && data.task === begun.data.task);
    return [{ second: command.second, person, text, doneAt: done?.at.second ?? null }];
  });
}

/** Whose story it is: the player's; in a team the named seat's, else that of who commands, else of anybody who plays. */
function tellerOf(state: DrillState, seat: string | undefined): string {
  const { isTeam, seats } = playersOf(state);
  if (!isTeam) return state.header.roles[0]?.author ?? "player";
  const playing = seats.filter(({ roles }) => roles.some((role) => role !== "facilitator" && role !== "observer"));
  const commands = playing.find(({ roles }) => roles.includes("commander"));
  return (seats.find(({ id }) => id === seat) ?? commands ?? playing[0] ?? seats[0])?.id ?? "";
}

function roleOf(state: DrillState, author: string): string {
  const { isTeam, seats } = playersOf(state);
  if (isTeam) return seats.find(({ id }) => id === author)?.roles.join(" and ") ?? "";
  return state.scene.roles.find(({ id }) => id === state.header.roles[0]?.role)?.label ?? "";
}

/**
 * What really happened in a run; of a team's, as `seat` saw it. Costs a replay, and without the card that the run was given at its end, its scoring. Throws
 * a RangeError for a run that somebody else played.
 */
export function tell(program: Program, run: Run, kept?: Scorecard, seat?: string): Told {
  if (run.header.shown !== undefined || run.header.grown !== undefined)
    throw new RangeError("Steps of this run are those of a play of the drill: it is nobody's story.");
  const card = kept ?? scoreRun(program, run);
  const teller = (at: DrillState) => tellerOf(at, seat);
  const listener = new Listener(teller);
  const state = walk(program, run, listener.observe);
  const author = teller(state);
  const { scene, story, journal } = state;
  const severity = journal.find(({ kind, by }) => kind === "severity" && by === author);
  const end = journal.find(({ kind }) => kind === "end");
  return {
    program,
    scene,
    card,
    names: namesOf([
      program.card.company,
      ...scene.people.map(({ name }) => name),
      ...[...scene.system.nodes, ...scene.system.regions, ...scene.system.flags].map(({ label }) => label),
    ]),
    role: roleOf(state, author),
    forkedAt: run.header.forkOf?.second ?? null,
    pagedAt: orNull(story.pagedAt),
    pageBody: story.pageBody,
    ackedAt: orNull(story.ackedAt),
    severity: severity === undefined ? null : { level: Number(severity.data.level), second: severity.at.second },
    resolvedAt: orNull(story.resolvedAt),
    leftAt: end?.by === author ? end.at.second : null,
    looks: looksOf(state, author),
    facts: factsOf(state),
    deeds: deedsOf(state, author),
    decisions: listener.decided(card),
    hypotheses: story.hypotheses,
    said: saidOf(state, author),
    heard: state.messages.filter(({ kind }) => kind === "person"),
    lateUpdates: journal.filter(({ kind }) => kind === "update-late").length,
    promises: story.promises,
    tasks: tasksOf(state, author),
    followups: story.followups,
    hints: story.hints,
    harm: harmOf(state),
  };
}
