import type { Program, Scene } from "#domain/drill";
import type { ExercisePlan, InjectTime, PlannedInject } from "#domain/exercise";
import type { InjectEffect } from "#domain/team";
import { resolveScene } from "#engine/index";
import { type Replacement, Replacer } from "./rename-text";

const KINDS = ["people", "facts", "nodes", "plans"] as const;
type Kind = (typeof KINDS)[number];

/** What of a scene has an id that a plan can name: always in the same order, whatever it is called. */
const listsOf = ({ people, facts, system }: Scene): Readonly<Record<Kind, readonly { readonly id: string }[]>> => ({
  people,
  facts,
  nodes: system.nodes,
  plans: system.plans,
});

/** The id that something has now, of one that it had. */
type IdOf = (kind: Kind, id: string) => string;

/**
 * A plan for a drill under the names of another program, which is the same drill renamed: what its injects name is found there, and their
 * texts call services and people as everybody else does.
 */
export function renamedPlan(plan: ExercisePlan, before: Program, after: Program): ExercisePlan {
  if (before === after) return plan;
  const ids = new Map<string, string>();
  const words: Replacement[] = [];
  for (const { info } of before.variants) {
    const [old, next] = [resolveScene(before, info.id), resolveScene(after, info.id)];
    const [known, now] = [listsOf(old), listsOf(next)];
    for (const kind of KINDS) {
      known[kind].forEach(({ id }, i) => {
        ids.set(`${kind} ${id}`, now[kind][i]?.id ?? id);
      });
    }
    old.system.nodes.forEach(({ id, label }, i) => {
      const now = next.system.nodes[i];
      words.push({ from: label, to: now?.label ?? label, kind: "label" }, { from: id, to: now?.id ?? id, kind: "id" });
    });
    old.people.forEach(({ name }, i) => {
      words.push(...wordsOf(name, next.people[i]?.name ?? name));
    });
  }
  const replacer = new Replacer(words);
  const say = (text: string): string => replacer.inProse(text);
  const idOf: IdOf = (kind, id) => ids.get(`${kind} ${id}`) ?? id;
  return {
    ...plan,
    queue: plan.queue.map((inject) => renamedInject(inject, idOf, say)),
    expectations: plan.expectations.map((each) => ({ ...each, title: say(each.title), good: say(each.good) })),
  };
}

/** A person's full name, and the first name by itself. */
function wordsOf(from: string, to: string): readonly Replacement[] {
  const firstOf = (name: string): string => name.split(" ")[0] ?? name;
  return [
    { from, to, kind: "label" },
    { from: firstOf(from), to: firstOf(to), kind: "label" },
  ];
}

function renamedInject(inject: PlannedInject, idOf: IdOf, say: (text: string) => string): PlannedInject {
  return {
    ...inject,
    title: say(inject.title),
    read: say(inject.read),
    when: renamedTime(inject.when, idOf),
    effects: inject.effects.map((effect) => renamedEffect(effect, idOf, say)),
    expectations: inject.expectations.map((each) => ({ ...each, title: say(each.title), good: say(each.good) })),
    discuss: inject.discuss.map(say),
  };
}

function renamedTime(when: InjectTime, idOf: IdOf): InjectTime {
  if (when.kind !== "condition") return when;
  const { condition } = when;
  if (condition.is === "fact") return { ...when, condition: { ...condition, fact: idOf("facts", condition.fact) } };
  if (condition.is !== "action" || condition.node === null) return when;
  return { ...when, condition: { ...condition, node: idOf("nodes", condition.node) } };
}

function renamedEffect(effect: InjectEffect, idOf: IdOf, say: (text: string) => string): InjectEffect {
  switch (effect.kind) {
    case "remark":
      return { ...effect, from: idOf("people", effect.from), text: say(effect.text) };
    case "plan":
      return { ...effect, plan: idOf("plans", effect.plan) };
    case "front":
      return { ...effect, node: idOf("nodes", effect.node) };
    default:
      return effect;
  }
}
