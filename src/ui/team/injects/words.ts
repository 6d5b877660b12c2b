import type { Scene } from "#domain/drill";
import type { InjectCondition, PlannedInject } from "#domain/exercise";
import type { FrontSymptom, InjectEffect } from "#domain/team";
import type { PanelId } from "#domain/telemetry";
import type { Text } from "#domain/text";
import { CATALOGUE } from "#world/index";

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

/** Names of everything of a drill that an inject can name; what has none is called by its id. */
export function namesOf({ people, system, facts = [] }: Cast & Partial<Pick<Scene, "facts">>): (id: string) => string {
  const names = new Map<string, string>();
  for (const { kind, label } of CATALOGUE) names.set(kind, label);
  for (const { id, text } of facts) names.set(id, factText(text));
  for (const { id, label } of [...system.plans, ...system.nodes]) names.set(id, label);
  for (const { id, name } of people) names.set(id, name);
  return (id) => names.get(id) ?? id;
}

/** A fact in words, with a gap where a figure of the model stands. */
export const factText = (text: Text): string => text.map((part) => (typeof part === "string" ? part : "…")).join("");

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

/** That something is in the queue now. */
export const addedText = (injects: readonly PlannedInject[]): string =>
  injects.length === 1 ? `“${injects[0]?.title}” is in the queue` : `${injects.length} injects are in the queue`;
