import type { Field, TextFinding } from "#debrief/postmortem/index";

/** What of an action a finding can be about, beside its text. */
export type ActionPart = "owner" | "due" | "check";

/** The id of a field's element, so that a finding can lead to it. */
export const fieldId = (field: Field, part?: ActionPart): string =>
  part === undefined ? `postmortem-${field}` : `postmortem-${field}-${part}`;

/** Rules about what is missing beside a text, and where it belongs. */
const PARTS: Readonly<Record<string, ActionPart>> = {
  "action-owner": "owner",
  "action-due": "due",
  "action-check": "check",
};

/** Puts the cursor into a field; the words of a finding are selected. */
export function goTo(field: Field, finding?: TextFinding): void {
  const element = document.getElementById(fieldId(field, finding && PARTS[finding.rule.id]));
  element?.scrollIntoView({ block: "center" });
  element?.focus();
  const isText = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
  if (isText && finding !== undefined && finding.to > finding.from) {
    element.setSelectionRange(finding.from, finding.to);
  }
}

/** A list with one item in place of another. */
export const replaced = <T>(list: readonly T[], index: number, item: T): readonly T[] =>
  list.map((each, at) => (at === index ? item : each));

/** A list without one of its items. */
export const without = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, at) => at !== index);
