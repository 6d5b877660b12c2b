import type { Audience } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { InjectCondition, InjectTime, PlannedInject } from "#domain/exercise";
import { type FrontSymptom, type InjectEffect, TEAM_ROLES, type TeamRole } from "#domain/team";
import type { PanelId } from "#domain/telemetry";
import { offset } from "#lib/format";
import { AUDIENCE_WORDS, nameOf } from "../../words";
import { ROLE_WORDS } from "../roles";

/** What of a drill an inject can name. */
export type Cast = Pick<Scene, "people" | "system">;

export const EFFECT_WORDS: Readonly<Record<InjectEffect["kind"], string>> = {
  remark: "Somebody says something",
  front: "Something else breaks",
  "panel-down": "A tool does not load",
  unreachable: "Somebody cannot be reached",
  plan: "One of the drill's own plans happens",
};

export const SYMPTOM_WORDS: Readonly<Record<FrontSymptom, string>> = {
  slow: "slow",
  errors: "failing",
  down: "down",
};

/** Tools that can be taken away. Not those that are opened out of another one. */
export const TOOL_WORDS: Readonly<Partial<Record<PanelId, string>>> = {
  board: "Board",
  map: "Service map",
  alerts: "Alerts",
  logs: "Logs",
  traces: "Traces",
  explore: "Explore",
  deploys: "Deploys",
  config: "Config and flags",
  database: "Database",
  runtime: "Runtime",
  terminal: "Terminal",
  runbook: "Runbook",
};

/** The seat of an effect, where it is whoever holds a role by then; null where it is one seat. */
export function roleOfSeat(seat: string): TeamRole | null {
  return TEAM_ROLES.find((role) => seat === `@${role}`) ?? null;
}

/** "the incident commander", or the name of a seat. */
function whoText(seat: string): string {
  const role = roleOfSeat(seat);
  return role === null ? seat : `the ${ROLE_WORDS[role].label.toLowerCase()}`;
}

const minutesText = (minutes: number): string => `${minutes} min`;

/** What an effect does, in one line. */
export function effectText(effect: InjectEffect, { people, system }: Cast): string {
  switch (effect.kind) {
    case "remark": {
      const who = nameOf(people, effect.from);
      return `${who} writes to ${AUDIENCE_WORDS[effect.audience].place}: “${effect.text}”`;
    }
    case "plan":
      return `Happens: ${system.plans.find(({ id }) => id === effect.plan)?.label ?? effect.plan}`;
    case "front": {
      const how =
        effect.symptom === "slow"
          ? `${effect.amount} times as slow`
          : effect.symptom === "errors"
            ? `failing ${Math.round(effect.amount * 100)} % of its calls`
            : "down";
      return `${nameOf(system.nodes, effect.node)} is ${how} for ${minutesText(effect.minutes)}`;
    }
    case "panel-down":
      return `${TOOL_WORDS[effect.panel] ?? effect.panel} does not load for ${minutesText(effect.minutes)}`;
    case "unreachable":
      return `${capital(whoText(effect.seat))} cannot be reached for ${minutesText(effect.minutes)}`;
  }
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const CONDITION_WORDS: Readonly<Record<InjectCondition["is"], string>> = {
  acknowledged: "The page was acknowledged so long ago",
  severity: "A severity was declared",
  impact: "Failed requests cross a limit",
  silence: "An audience has heard nothing for so long",
  fact: "The team knows a fact",
  action: "An action was carried out",
  hypothesis: "A hypothesis is favoured",
  phase: "A phase is reached",
  "tasks-acknowledged": "All tasks are acknowledged",
  stuck: "Nothing new for so long",
};

const PHASES: Readonly<Record<"live" | "resolved" | "ended", string>> = {
  live: "the incident is live",
  resolved: "the incident is called resolved",
  ended: "the exercise is over",
};

const placeOf = (audience: Audience): string => AUDIENCE_WORDS[audience].place;

/** "once the page was acknowledged 5 min ago". */
function conditionText(condition: InjectCondition, system: Cast["system"]): string {
  switch (condition.is) {
    case "acknowledged":
      return `the page was acknowledged ${minutesText(condition.minutes)} ago`;
    case "severity":
      return `SEV-${condition.level} or graver was declared`;
    case "impact":
      return `${condition.side === "above" ? "more" : "fewer"} than ${condition.perSecond} requests a second fail`;
    case "silence":
      return `nothing was said in the ${placeOf(condition.audience)} for ${minutesText(condition.minutes)}`;
    case "fact":
      return `the team knows “${condition.fact}”`;
    case "action":
      return `“${condition.action}” was done${condition.node === null ? "" : ` on ${nameOf(system.nodes, condition.node)}`}`;
    case "hypothesis":
      return condition.state === "right" ? "the right hypothesis is favoured" : "a hypothesis is favoured";
    case "phase":
      return PHASES[condition.phase];
    case "tasks-acknowledged":
      return "every open task is acknowledged";
    case "stuck":
      return `nothing new was found or done for ${minutesText(condition.minutes)}`;
  }
}

/** When an inject happens, in a few words. */
export function whenText(when: InjectTime, { system }: Pick<Cast, "system">): string {
  if (when.kind === "hand") return "by hand";
  if (when.kind === "condition") return `once ${conditionText(when.condition, system)}`;
  return `${offset(when.seconds)} after ${when.since === "ack" ? "the acknowledgement" : "the start"}`;
}

/** What is missing in an inject before it can happen, in sentences; none: nothing. */
export function problemsOf(inject: PlannedInject): readonly string[] {
  const problems: string[] = [];
  if (inject.title.trim() === "") problems.push("It needs a title.");
  if (inject.effects.length === 0 && inject.read.trim() === "")
    problems.push("Nothing happens: add an effect, or something to say aloud.");
  for (const effect of inject.effects) {
    if (effect.kind === "remark" && effect.text.trim() === "") problems.push("Somebody speaks, but says nothing.");
  }
  return problems;
}

/** One that does nothing yet. */
export const emptyInject = (id: string): PlannedInject => ({
  id,
  title: "",
  when: { kind: "hand" },
  effects: [],
  read: "",
  expectations: [],
  discuss: [],
  card: null,
});
