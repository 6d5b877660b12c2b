import type { ActionKind } from "#domain/actions";
import type { Measure, Mechanism } from "#domain/commands";
import { LABELS, type Label } from "#domain/telemetry";
import type { View } from "#domain/view";
import type { Choice } from "./intent";
import { mentioned, overlap, readWords, type Words } from "./names";
import { hasRule, type TopicId, topicMatcher } from "./topics";

/** The longest request that is read; nobody asks for more at once. */
const MAX_REQUEST = 2000;

/** A request as far as it was understood: topics by rule, names by the view. */
export interface Heard {
  readonly words: Words;
  says(topic: TopicId): boolean;
  saysAction(kind: ActionKind): boolean;
  saysMechanism(mechanism: Mechanism): boolean;
  saysMeasure(measure: Measure): boolean;
  readonly nodes: readonly Choice[];
  readonly regions: readonly Choice[];
  readonly people: readonly View["people"][number][];
  readonly versions: readonly Choice[];
  /** By what it shall be split, null when nothing says so. */
  readonly split: Label | null;
  /** How far back, in seconds, null when nothing says so. */
  readonly window: number | null;
}

const LOOK_BACK = { least: 60, most: 3600 } as const;

function windowIn(text: string): number | null {
  const found = /\b(?:last|past|previous)\s+(\d+\s*)?(hour|h|minutes?|min|m)\b/i.exec(text);
  if (found === null) return null;
  const unit = /^h/i.test(found[2] ?? "") ? 3600 : 60;
  return Math.max(LOOK_BACK.least, Math.min(LOOK_BACK.most, Number(found[1] ?? 1) * unit));
}

/** Versions somebody can have heard of: those that the palette offers. */
function versionsOf(view: View): readonly Choice[] {
  return view.palette.find(({ entry }) => entry.kind === "deploy" || entry.kind === "hotfix")?.choices.version ?? [];
}

/** Words of the label of an action that must be there when no rule is about it. */
const MOST_OF = 0.6;

export function hear(view: View, text: string): Heard {
  const request = text.slice(0, MAX_REQUEST);
  const matcher = topicMatcher();
  const doc = matcher.read(request);
  const words = readWords(request);
  const heard = (name: Parameters<typeof matcher.judge>[1]): boolean => matcher.judge(doc, name).status !== "missed";
  const people = view.people.map((person) => ({ ...person, value: person.name, label: person.name }));
  const nodes = view.system.nodes.map(({ id, label }) => ({ value: id, label }));
  return {
    words,
    says: (topic) => heard(topic),
    saysAction: (kind) => {
      if (hasRule.action(kind)) return heard(`act ${kind}`);
      const entry = view.palette.find((each) => each.entry.kind === kind)?.entry;
      return entry !== undefined && overlap(words, entry.label) >= MOST_OF;
    },
    saysMechanism: (mechanism) => heard(`why ${mechanism}`),
    saysMeasure: (measure) =>
      hasRule.measure(measure) ? heard(`measure ${measure}`) : overlap(words, measure) >= MOST_OF,
    nodes: mentioned(words, nodes),
    regions: mentioned(
      words,
      view.system.regions.map(({ id, label }) => ({ value: id, label })),
    ),
    people: mentioned(words, people),
    versions: mentioned(
      words,
      versionsOf(view).map(({ value }) => ({ value, label: value })),
    ),
    split: LABELS.find((label) => heard(`split_${label}`)) ?? null,
    window: windowIn(request),
  };
}
