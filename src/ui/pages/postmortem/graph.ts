import { FACTOR_WORDS } from "#debrief/postmortem/index";
import type { Factor, FactorKind, Postmortem } from "#domain/documents";
import type { System } from "#domain/system";
import { MEASURE_WORDS, MECHANISM_WORDS, nameOf } from "../../words";
import { TRIGGER_WORDS } from "./words";

type Chain = Pick<Postmortem, "factors" | "links">;

/** What of a factor is chosen from a list. */
export type Choice = "class" | "trigger" | "mechanism" | "measure" | "node";

/** What is chosen for a factor of each kind, in the order of the form. */
export const CHOICES: Readonly<Record<FactorKind, readonly Choice[]>> = {
  symptom: ["class"],
  trigger: ["trigger", "node"],
  cause: ["mechanism", "node"],
  contributing: ["node"],
  safeguard: ["measure", "node"],
};

/** A class of traffic in words. */
export function className(system: System, id: string): string {
  const found = system.classes.find((each) => each.id === id);
  return found === undefined ? id : `${found.route}, ${found.cohort}`;
}

/** A factor with a choice made, or taken back by an empty one. */
export function choose(factor: Factor, choice: Choice, value: string): Factor {
  const { [choice]: _before, ...rest } = factor;
  return value === "" ? rest : ({ ...rest, [choice]: value } as Factor);
}

/** A factor that is now of another kind: its words and place stay, the choices of the old kind go. */
export function ofKind(factor: Factor, kind: FactorKind): Factor {
  const { id, text, node } = factor;
  return { id, kind, text, ...(node !== undefined && CHOICES[kind].includes("node") && { node }) };
}

/** What a factor is, from its choices, else from its words. */
export function factorWords(factor: Factor, system: System): string {
  const { kind, text, trigger, mechanism, measure, node } = factor;
  const chosen: Readonly<Record<FactorKind, string | undefined>> = {
    symptom: factor.class && className(system, factor.class),
    trigger: trigger && TRIGGER_WORDS[trigger],
    cause: mechanism && MECHANISM_WORDS[mechanism],
    contributing: text.trim() || undefined,
    safeguard: measure && MEASURE_WORDS[measure],
  };
  const what = chosen[kind] ?? text.trim();
  const place = node ? nameOf(system.nodes, node) : "";
  return [what, place].filter((each) => each !== "").join(" · ") || "not said yet";
}

/** A factor as others refer to it: `2 Cause: A slow query · orders`. */
export function factorName(factors: readonly Factor[], factor: Factor, system: System): string {
  return `${factors.indexOf(factor) + 1} ${FACTOR_WORDS[factor.kind]}: ${factorWords(factor, system)}`;
}

/** Adds an empty factor of a kind. Ids are never those of factors that are there. */
export function withFactor(factors: readonly Factor[], kind: FactorKind): readonly Factor[] {
  let number = factors.length + 1;
  while (factors.some(({ id }) => id === `factor-${number}`)) number++;
  return [...factors, { id: `factor-${number}`, kind, text: "" }];
}

/** Takes a factor out, with its links. */
export function withoutFactor({ factors, links }: Chain, id: string): Chain {
  return {
    factors: factors.filter((each) => each.id !== id),
    links: links.filter(({ from, to }) => from !== id && to !== id),
  };
}

/** Joins two factors, or takes that back. */
export function joined(links: Postmortem["links"], from: string, to: string, isJoined: boolean): Postmortem["links"] {
  const others = links.filter((each) => each.from !== from || each.to !== to);
  return isJoined ? [...others, { from, to }] : others;
}
