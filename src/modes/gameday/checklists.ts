import type { TeamRole } from "#domain/team";

/** A point to go through with whoever takes a role over. */
export interface CheckPoint {
  readonly id: string;
  readonly text: string;
}

const STATUS: CheckPoint = { id: "status", text: "How it stands: severity, phase, and what changed last" };
const IMPACT: CheckPoint = { id: "impact", text: "Who is hurt, how badly, and since when" };
const UNDER_WAY: CheckPoint = { id: "under-way", text: "What is being done now, and what it should show" };
const CAUSE: CheckPoint = { id: "cause", text: "What is believed to be the cause, and what speaks against it" };
const DECISIONS: CheckPoint = { id: "decisions", text: "What was decided and why, and what was ruled out" };
const TASKS: CheckPoint = { id: "tasks", text: "Open tasks: who has each, and until when" };
const TIMERS: CheckPoint = { id: "timers", text: "Timers that are running, and what each is for" };
const UPDATE: CheckPoint = { id: "update", text: "When the next update is due, to whom, and what was promised" };
const PEOPLE: CheckPoint = { id: "people", text: "Who holds which role, who is away, and how to reach them" };
const SAID: CheckPoint = { id: "said", text: "What each audience was last told, and drafts that wait for approval" };
const SEEN: CheckPoint = { id: "seen", text: "What was looked at already, and what it showed" };
const GAPS: CheckPoint = { id: "record", text: "Up to where the timeline is written, and what is still to be added" };
const INJECTS: CheckPoint = {
  id: "injects",
  text: "Which injects are still to come (the plan stays on this device: it was saved and opened there), and what may stop the exercise",
};
const ANNOUNCE: CheckPoint = { id: "announce", text: "Told to everybody: who has the role from now on" };

const CHECKLISTS: Readonly<Record<TeamRole, readonly CheckPoint[]>> = {
  facilitator: [STATUS, INJECTS, PEOPLE, ANNOUNCE],
  commander: [STATUS, IMPACT, UNDER_WAY, CAUSE, DECISIONS, TASKS, TIMERS, UPDATE, PEOPLE, ANNOUNCE],
  deputy: [STATUS, TASKS, TIMERS, PEOPLE, ANNOUNCE],
  resolver: [UNDER_WAY, SEEN, CAUSE, TASKS, ANNOUNCE],
  communications: [STATUS, IMPACT, SAID, UPDATE, ANNOUNCE],
  scribe: [GAPS, DECISIONS, ANNOUNCE],
  observer: [STATUS, SEEN],
};

/** What is gone through when a role is handed over. Ids are what a deed's `checked` names. */
export const checklistOf = (role: TeamRole): readonly CheckPoint[] => CHECKLISTS[role];
