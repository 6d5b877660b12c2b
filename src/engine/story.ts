import type { ActRequest } from "#domain/actions";
import type { Audience } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Look } from "#domain/telemetry";
import type { HypothesisView, View } from "#domain/view";
import type { AlertPage, Silence } from "./alert-pages";
import type { TeamStory } from "./team/story";

/** Something that falls due at a second. `ref` and `index` say what, by kind; ties go by `order`, the order of planning. */
export interface Due {
  readonly at: Second;
  readonly order: number;
  readonly kind: "trigger" | "expire" | "reply" | "effect" | "task" | "promise" | "escalate" | "silence";
  readonly ref: string;
  readonly index: number;
}

export interface RequestRecord {
  readonly state: "idle" | "open" | "answered" | "expired";
  readonly openedAt: Second;
  readonly due: Second;
  readonly answer: string | null;
  /** The request as it was worded when it was put: figures in it are those of that second. */
  readonly text: string;
}

export interface SaidRecord {
  readonly second: Second;
  readonly audience: Audience;
  readonly features: readonly string[];
}

export interface PromiseRecord {
  readonly audience: Audience;
  readonly saidAt: Second;
  readonly at: Second;
  readonly state: "made" | "kept" | "broken";
}

/** What is owed to an audience: when the next update falls due, and when the next miss is counted. */
export interface Owed {
  readonly audience: Audience;
  readonly due: Second;
  readonly stated: boolean;
  readonly missAt: Second;
  /** Seconds between further misses; 0 = a stated time outside any cadence, missed once. */
  readonly every: number;
}

/**
 * The story half of a drill's state: plain JSON values only, so that hashing, keyframes and forks are copies. Lists are
 * replaced, never changed in place; identity of a list therefore says whether it changed.
 */
export interface Story {
  phase: View["phase"];
  /** Seconds, −1 = not yet. */
  pagedAt: Second;
  pageBody: string;
  ackedAt: Second;
  resolvedAt: Second;
  /** The player has left (`end` or the limit); the world runs on to the horizon without anybody. */
  leftAt: Second;
  /** Index of the ending; −1 until the run is frozen. */
  ending: number;
  endingText: string;
  severity: number;
  /** By index in the scene. */
  requests: readonly RequestRecord[];
  /** XState values, by index in the scene. */
  machines: readonly unknown[];
  /** Second since which a condition has held, −1 when it does not; and whether it was announced. */
  conditions: readonly { readonly since: Second; readonly told: boolean }[];
  /** Triggers that have fired: page, then remarks, then requests. */
  fired: readonly boolean[];
  /** Binary heap by (at, order). */
  due: readonly Due[];
  orders: number;
  /** Seen facts, worded with the figures of the second they were seen. */
  facts: readonly { readonly id: string; readonly second: Second; readonly panel: string; readonly text: string }[];
  pins: readonly {
    readonly fact: string;
    readonly hypothesis: string | null;
    readonly bearing: "supports" | "against";
  }[];
  hypotheses: readonly HypothesisView[];
  notes: View["notes"];
  followups: View["followups"];
  tasks: readonly { readonly second: Second; readonly person: string; readonly task: number }[];
  gauges: readonly number[];
  said: readonly SaidRecord[];
  promises: readonly PromiseRecord[];
  owed: readonly Owed[];
  /** Operations players asked for. */
  own: readonly { readonly id: number; readonly request: ActRequest }[];
  alerts: View["alerts"];
  /** Pages that alert rules sent, silenced rules, and people the drill's own page has gone to; absent until there is one. */
  alertPages?: readonly AlertPage[];
  /** The story did more than a run can hold; absent otherwise. */
  stopped?: true;
  silences?: readonly Silence[];
  escalated?: number;
  /** Who plays it together; absent in a run that is played alone. */
  team?: TeamStory;
  /** The look each role has on screen, and since when. */
  looks: Readonly<Record<string, { readonly look: Look; readonly since: Second }>>;
  hints: number;
  /** World events already taken into the story. */
  eventsRead: number;
  /** Chained fingerprint of the journal and the messages. */
  trail: string;
}

/** A story in which nothing has happened. */
export function emptyStory(scene: Scene): Story {
  const idle: RequestRecord = { state: "idle", openedAt: -1, due: -1, answer: null, text: "" };
  return {
    phase: "before",
    pagedAt: -1,
    pageBody: "",
    ackedAt: -1,
    resolvedAt: -1,
    leftAt: -1,
    ending: -1,
    endingText: "",
    severity: 0,
    requests: scene.requests.map(() => idle),
    machines: scene.machines.map(() => null),
    conditions: scene.conditions.map(() => ({ since: -1, told: false })),
    fired: [false, ...scene.remarks.map(() => false), ...scene.requests.map(() => false)],
    due: [],
    orders: 0,
    facts: [],
    pins: [],
    hypotheses: [],
    notes: [],
    followups: [],
    tasks: [],
    gauges: scene.gauges.map((g) => g.initial),
    said: [],
    promises: [],
    owed: [],
    own: [],
    alerts: [],
    looks: {},
    hints: 0,
    eventsRead: 0,
    trail: "",
  };
}
