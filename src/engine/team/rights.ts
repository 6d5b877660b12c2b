import { AUDIENCES, type Audience, type CommandKind } from "#domain/commands";
import type { DeedKind, TeamRole } from "#domain/team";
import { PANEL_IDS, type PanelId } from "#domain/telemetry";

/** What may be done: command kinds other than `team`, and deeds as `team.<do>`. */
export type Right = Exclude<CommandKind, "team"> | `team.${DeedKind}`;

/** What a role may see and do. */
export interface RoleRights {
  readonly panels: readonly PanelId[];
  readonly hears: readonly Audience[];
  /** Audiences it writes to, and those whose requests it answers. */
  readonly speaks: readonly Audience[];
  readonly answers: readonly Audience[];
  readonly may: readonly Right[];
  /** What it may do besides when the exercise is over. */
  readonly later?: readonly Right[];
}

/** What everybody with a seat may do, whatever their roles, but for those below. */
export const EVERYBODY: readonly Right[] = [
  "team.join",
  "team.ready",
  "team.leave",
  "team.return",
  "team.handover",
  "team.progress",
  "team.stop",
  "team.poll",
  "team.close-poll",
  "team.vote",
  "team.share",
  "team.hot-wash",
  "team.feedback",
  "team.gap",
];

/** What is left of that to those who take no part in the incident. */
export const BYSTANDERS: readonly Right[] = [
  "team.join",
  "team.ready",
  "team.leave",
  "team.return",
  "team.stop",
  "team.hot-wash",
  "team.feedback",
  "team.gap",
];

/** Without a seat, or without a role: what everybody sees. */
export const NOBODY: RoleRights = {
  panels: ["board", "map", "alerts"],
  hears: ["incident"],
  speaks: [],
  answers: [],
  may: [],
};

const COMMANDER: RoleRights = {
  panels: ["board", "map", "alerts", "runbook", "deploys", "deploy"],
  hears: AUDIENCES,
  speaks: ["incident", "executives"],
  answers: ["incident", "executives"],
  may: [
    ...["ack", "look", "say", "answer", "severity", "hypothesis", "pin", "unpin", "note", "task"],
    ...["resolve", "end", "followup"],
    ...["team.assign", "team.hand-on", "team.decide", "team.approve", "team.timer"],
  ] as readonly Right[],
  later: ["team.entry"],
};

/** What the deputy leaves to the commander. */
const COMMANDER_ONLY: ReadonlySet<Right> = new Set<Right>([
  "severity",
  "resolve",
  "end",
  "team.decide",
  "team.approve",
]);

/** Role by role. A seat has the rights of all its roles, and those that fall to it (`standing.ts`). */
export const RIGHTS: Readonly<Record<TeamRole, RoleRights>> = {
  facilitator: {
    panels: PANEL_IDS,
    hears: AUDIENCES,
    speaks: [],
    answers: [],
    may: [
      ...BYSTANDERS,
      ...(["team.seat", "team.handover", "team.progress", "team.clock", "team.hold", "team.inject"] as const),
      ...(["team.scores", "team.timer", "team.entry", "team.expect", "team.tick"] as const),
      // The exercise, when its time is up; how the incident ends is the commander's.
      "end",
    ],
  },
  commander: COMMANDER,
  deputy: { ...COMMANDER, may: COMMANDER.may.filter((right) => !COMMANDER_ONLY.has(right)), later: [] },
  resolver: {
    panels: PANEL_IDS,
    hears: ["incident"],
    speaks: ["incident"],
    answers: ["incident"],
    may: [
      ...(["ack", "look", "act", "interrupt", "say", "answer", "silence"] as const),
      ...(["hypothesis", "pin", "unpin", "note", "task"] as const),
    ],
  },
  communications: {
    panels: ["board", "alerts"],
    hears: AUDIENCES,
    speaks: ["incident", "executives", "support"],
    answers: ["executives", "support", "customers"],
    may: ["look", "say", "answer", "team.draft"],
  },
  scribe: {
    panels: ["board", "alerts"],
    hears: ["incident"],
    speaks: [],
    answers: [],
    may: ["look", "note", "team.entry"],
  },
  observer: { panels: PANEL_IDS, hears: AUDIENCES, speaks: [], answers: [], may: [...BYSTANDERS, "team.tick"] },
};

/** Panels that show one service: a resolver opens them for their own services only. */
export const BOUND_PANELS: ReadonlySet<PanelId> = new Set<PanelId>([
  "logs",
  "traces",
  "config",
  "probe",
  "dump",
  "database",
  "runtime",
]);

/** What is still possible when the exercise is over. */
export const AFTERWARDS: ReadonlySet<Right> = new Set<Right>([
  "team.join",
  "team.return",
  "team.leave",
  "team.seat",
  "team.handover",
  "team.entry",
  "team.hot-wash",
  "team.feedback",
  "team.gap",
  "team.expect",
  "team.tick",
  "team.scores",
  // What comes late waits for whoever has the clock, also when nothing moves any more.
  "team.hold",
]);

/** Roles that one seat holds at a time. */
export const SINGLE: ReadonlySet<TeamRole> = new Set<TeamRole>(["commander", "deputy", "communications"]);

/**
 * Roles that the incident needs. While nobody who is here holds one of them, its rights fall to those who hold
 * the first of the others that somebody holds, in this order.
 */
export const NEEDED: readonly TeamRole[] = ["commander", "deputy", "resolver", "communications", "scribe"];
