import type { Factor, FactorKind, Postmortem } from "#domain/documents";
import type { CausalTruth, FactorVerdict, Verdict } from "./contract";

const spaced = (id: string): string => id.replaceAll("-", " ");
/** So many of the best safeguards count as the ones that were missing. */
const BEST = 3;

const of = ({ factors }: Postmortem, kind: FactorKind): readonly Factor[] =>
  factors.filter((each) => each.kind === kind);

interface Judged {
  readonly factor: Factor | null;
  readonly verdict: Verdict;
}

/** The best of some factors by a judgement; `missing` when there are none. */
function best(factors: readonly Factor[], judge: (factor: Factor) => Verdict): Judged {
  let found: Judged = { factor: null, verdict: "missing" };
  const rank: Readonly<Record<Verdict, number>> = { missing: 0, other: 1, partly: 2, found: 3 };
  for (const factor of factors) {
    const verdict = judge(factor);
    if (rank[verdict] > rank[found.verdict]) found = { factor, verdict };
  }
  return found;
}

function symptom(postmortem: Postmortem, { classes }: CausalTruth): FactorVerdict {
  const { factor, verdict } = best(of(postmortem, "symptom"), ({ class: id }) =>
    id === undefined ? "partly" : classes.includes(id) ? "found" : "other",
  );
  const text = {
    found: "Whoever suffered is named: that is what the incident was to people outside.",
    partly: "A symptom is written down, but not whose requests it hit. Choose the kind of traffic.",
    other: "This kind of traffic hardly suffered. The board of where users enter, split by route, says who did.",
    missing: "What did people outside see? Begin with the symptom: everything else has to lead to it.",
  }[verdict];
  return { part: "symptom", verdict, factor: factor?.id ?? null, text, truth: `Hit were: ${classes.join(", ")}.` };
}

function trigger(postmortem: Postmortem, { trigger: real }: CausalTruth): FactorVerdict | null {
  if (real === null) return null;
  const { factor, verdict } = best(of(postmortem, "trigger"), (each) => {
    if (each.trigger !== real.kind) return "other";
    return each.node === undefined || each.node === "" || real.nodes.length === 0 || real.nodes.includes(each.node)
      ? "found"
      : "partly";
  });
  const text = {
    found: "That is what it began with.",
    partly: "The kind of change is right, the place is not.",
    other: "It did not begin with this. What changed, inside or outside, just before the first harm?",
    missing: "What did it begin with? A trigger is not the cause: it is what made the cause matter at this moment.",
  }[verdict];
  return { part: "trigger", verdict, factor: factor?.id ?? null, text, truth: real.text };
}

function cause(postmortem: Postmortem, { causes }: CausalTruth): FactorVerdict {
  const { factor, verdict } = best(of(postmortem, "cause"), (each) => {
    const same = causes.filter(({ mechanism }) => mechanism === each.mechanism);
    const there = (nodes: readonly string[]) => nodes.length === 0 || nodes.includes(each.node ?? "");
    if (same.some(({ nodes }) => there(nodes))) return "found";
    return same.length > 0 || causes.some(({ nodes }) => nodes.includes(each.node ?? "")) ? "partly" : "other";
  });
  const text = {
    found: "That is what had to be there for the trigger to do harm.",
    partly: "Either the kind or the place is right, not both.",
    other: "The evidence does not lead here. Which facts would be different if it were so?",
    missing: "What had to be there, perhaps for a long time, so that the trigger could do harm?",
  }[verdict];
  const truth = causes.map(({ mechanism, nodes }) => `${spaced(mechanism)} (${nodes.map(spaced).join(", ")})`);
  return { part: "cause", verdict, factor: factor?.id ?? null, text, truth: `It was: ${truth.join("; or ")}.` };
}

function safeguard(postmortem: Postmortem, { safeguards }: CausalTruth): FactorVerdict | null {
  if (safeguards.length === 0) return null;
  const at = (factor: Factor) => safeguards.findIndex(({ measure }) => measure === factor.measure);
  const { factor, verdict } = best(of(postmortem, "safeguard"), (each) => {
    const place = at(each);
    return place < 0 ? "other" : place < BEST ? "found" : "partly";
  });
  const text = {
    found: "This would have caught it, or kept it small.",
    partly: "This helps a little. Something else would have stopped it earlier.",
    other: "This would not have stopped this incident. At which link of the chain could something have?",
    missing:
      "What was missing that would have caught it, or kept it small? Without that, the list of actions has no ground.",
  }[verdict];
  const truth = safeguards.slice(0, BEST).map(({ measure, text: why }) => `${spaced(measure)}: ${why}`);
  return { part: "safeguard", verdict, factor: factor?.id ?? null, text, truth: truth.join(" ") };
}

/** Whether one can get from a factor to another along the links. */
function leads({ links }: Postmortem, from: string, to: string): boolean {
  const passed = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (passed.has(at)) continue;
    passed.add(at);
    for (const link of links) if (link.from === at) open.push(link.to);
  }
  return false;
}

function chain(postmortem: Postmortem): FactorVerdict {
  const triggers = of(postmortem, "trigger");
  const causes = of(postmortem, "cause");
  const symptoms = of(postmortem, "symptom");
  const joined = (some: readonly Factor[], others: readonly Factor[]) =>
    some.some(({ id }) => others.some((other) => leads(postmortem, id, other.id)));
  const truth = "Trigger → cause → contributing factors → symptom; a safeguard hangs on the link it would have cut.";
  const verdictOf = (verdict: Verdict, text: string): FactorVerdict => ({
    part: "chain",
    verdict,
    factor: null,
    text,
    truth,
  });
  if (postmortem.links.length === 0)
    return verdictOf("missing", "Nothing leads to anything yet. Join what led to what.");
  if (joined(symptoms, causes) || joined(symptoms, triggers))
    return verdictOf(
      "other",
      "The symptom leads back to what caused it. Links go from what was first to what followed.",
    );
  const whole = joined(causes, symptoms) && (triggers.length === 0 || joined(triggers, symptoms));
  return whole
    ? verdictOf("found", "One thing leads to the next, down to what people saw.")
    : verdictOf("partly", "The chain has a gap: from the trigger and the cause one has to get to the symptom.");
}

/** The causal graph beside what happened: symptom, trigger, cause, missing safeguard, and whether they hang together. */
export function checkFactors(postmortem: Postmortem, truth: CausalTruth): readonly FactorVerdict[] {
  const parts = [
    symptom(postmortem, truth),
    trigger(postmortem, truth),
    cause(postmortem, truth),
    safeguard(postmortem, truth),
    chain(postmortem),
  ];
  return parts.filter((part) => part !== null);
}
