import type { Factor, FactorKind, Postmortem } from "#domain/documents";
import { CAUSES, MEASURES } from "../story/words";
import { checkChain } from "./chain";
import type { CausalTruth, FactorVerdict, Verdict } from "./contract";

/** So many of the best safeguards count as the ones that were missing. */
const BEST = 3;

const RANK: Readonly<Record<Verdict, number>> = { missing: 0, other: 1, partly: 2, found: 3 };

/** A verdict, and why. */
type Judgement = readonly [Verdict, string];

/** The best that some factors of a kind come to. */
function best(
  { factors }: Postmortem,
  kind: FactorKind,
  missing: string,
  judge: (factor: Factor) => Judgement,
): Pick<FactorVerdict, "verdict" | "text" | "factor"> {
  let found = { factor: null as string | null, verdict: "missing" as Verdict, text: missing };
  for (const factor of factors) {
    if (factor.kind !== kind) continue;
    const [verdict, text] = judge(factor);
    if (RANK[verdict] > RANK[found.verdict]) found = { factor: factor.id, verdict, text };
  }
  return found;
}

const namesOf = (names: Readonly<Record<string, string>>, ids: readonly string[]): string =>
  ids.map((id) => names[id] ?? id).join("; ");

function symptom(postmortem: Postmortem, { classes, names }: CausalTruth): FactorVerdict {
  const missing = "What did people outside see? Begin with the symptom: everything else has to lead to it.";
  const verdict = best(postmortem, "symptom", missing, ({ class: id }) => {
    if (id === undefined || id === "")
      return ["partly", "A symptom is written down, but not whose requests it hit. Choose the kind of traffic."];
    return classes.includes(id)
      ? ["found", "Whoever suffered is named: that is what the incident was to people outside."]
      : [
          "other",
          "This kind of traffic hardly suffered. The board of where users enter, split by route, says who did.",
        ];
  });
  return { part: "symptom", ...verdict, truth: `Hit were, the worst first: ${namesOf(names.classes, classes)}.` };
}

function trigger(postmortem: Postmortem, { triggers }: CausalTruth): FactorVerdict | null {
  if (triggers.length === 0) return null;
  const isThere = (nodes: readonly string[], node: string | undefined) =>
    nodes.length === 0 || (node !== undefined && nodes.includes(node));
  const missing =
    "What did it begin with? A trigger is not the cause: it is what made the cause matter at this moment.";
  const verdict = best(postmortem, "trigger", missing, ({ trigger: kind, node }) => {
    const same = triggers.filter((each) => each.kind === kind);
    if (same.some(({ nodes }) => isThere(nodes, node))) return ["found", "That is what it began with."];
    if (same.length > 0) return ["partly", "The kind of event is right. Where did it take place?"];
    if (triggers.some(({ nodes }) => nodes.length > 0 && isThere(nodes, node)))
      return [
        "partly",
        "The place is right. What kind of event was it: something that somebody did, or that came by itself?",
      ];
    return ["other", "It did not begin with this. What was new, inside or outside, just before the first harm?"];
  });
  return { part: "trigger", ...verdict, truth: triggers.map(({ text }) => text).join(" Or, as well: ") };
}

function cause(postmortem: Postmortem, { causes, names }: CausalTruth): FactorVerdict {
  const isThere = (nodes: readonly string[], node: string | undefined) =>
    nodes.length === 0 || (node !== undefined && nodes.includes(node));
  const missing = "What had to be there, perhaps for a long time, so that the trigger could do harm?";
  const verdict = best(postmortem, "cause", missing, ({ mechanism, node }) => {
    const same = causes.filter((each) => each.mechanism === mechanism);
    if (same.some(({ nodes }) => isThere(nodes, node)))
      return ["found", "That is what had to be there for the trigger to do harm."];
    if (same.length > 0)
      return ["partly", "The mechanism is right, and it was at work elsewhere. Follow the request to where it stops."];
    if (causes.some(({ nodes }) => nodes.length > 0 && isThere(nodes, node)))
      return [
        "partly",
        "The place is right, the mechanism is not. What did one see there that this would not explain?",
      ];
    return ["other", "The evidence does not lead here. Which findings would have to be different if it were so?"];
  });
  const truth = causes.map(({ mechanism, nodes }) => `${CAUSES[mechanism]} (${namesOf(names.nodes, nodes)})`);
  return { part: "cause", ...verdict, truth: `It was ${truth.join(", or as well ")}.` };
}

function safeguard(postmortem: Postmortem, { safeguards }: CausalTruth): FactorVerdict | null {
  if (safeguards.length === 0) return null;
  const missing =
    "What was missing that would have caught it, or kept it small? Without that, the list of actions has no ground.";
  const verdict = best(postmortem, "safeguard", missing, ({ measure }) => {
    const place = safeguards.findIndex((each) => each.measure === measure);
    if (place < 0)
      return ["other", "This would not have stopped this incident. At which link of the chain could something have?"];
    return place < BEST
      ? ["found", "This would have caught it, or kept it small."]
      : ["partly", "This helps a little. Something else would have stopped it earlier."];
  });
  const truth = safeguards.slice(0, BEST).map(({ measure, text }, i) => `(${i + 1}) ${MEASURES[measure]}. ${text}`);
  return { part: "safeguard", ...verdict, truth: `What would have helped most: ${truth.join(" ")}` };
}

/**
 * The causal graph beside what happened: symptom, trigger, cause, missing safeguard, and whether they hang together. Of
 * several factors of a kind the best counts. The reasons give nothing away; `truth` does.
 */
export function checkFactors(postmortem: Postmortem, truth: CausalTruth): readonly FactorVerdict[] {
  const parts = [
    symptom(postmortem, truth),
    trigger(postmortem, truth),
    cause(postmortem, truth),
    safeguard(postmortem, truth),
    checkChain(postmortem),
  ];
  return parts.filter((part) => part !== null);
}
