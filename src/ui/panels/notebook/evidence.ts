import type { HypothesisView, View } from "#domain/view";
import { MECHANISM_WORDS, nameOf } from "../../words";

export type FactView = View["facts"][number];

/** What a hypothesis says, in one line: mechanism, place, region. */
export function hypothesisLine(hypothesis: HypothesisView, system: View["system"]): string {
  const { mechanism, node, region } = hypothesis;
  const place = nameOf(system.nodes, node);
  return `${MECHANISM_WORDS[mechanism]}: ${place}${region === null ? "" : `, ${region}`}`;
}

/** A name that no hypothesis has yet. */
export function freshId(hypotheses: readonly HypothesisView[]): string {
  let n = hypotheses.length + 1;
  while (hypotheses.some(({ id }) => id === `h${n}`)) n++;
  return `h${n}`;
}
