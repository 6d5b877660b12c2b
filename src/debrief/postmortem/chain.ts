import type { Factor, FactorKind, Postmortem } from "#domain/documents";
import type { FactorVerdict, Verdict } from "./contract";

const TRUTH =
  "Trigger → cause → symptom, with contributing factors between them; a safeguard points at what it would have held back.";

/** Whether one can get from a factor to another along the links. Circles are passed once. */
function leads({ links }: Postmortem, from: string, to: string): boolean {
  const passed = new Set<string>();
  const open = links.filter((link) => link.from === from).map((link) => link.to);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (passed.has(at)) continue;
    passed.add(at);
    for (const link of links) if (link.from === at) open.push(link.to);
  }
  return false;
}

/** How the factors of a postmortem hang together, by their kinds. */
class Chain {
  constructor(private readonly postmortem: Postmortem) {}

  of(kind: FactorKind): readonly Factor[] {
    return this.postmortem.factors.filter((factor) => factor.kind === kind);
  }

  joins(from: FactorKind, to: FactorKind): boolean {
    return this.of(from).some(({ id }) => this.of(to).some((other) => leads(this.postmortem, id, other.id)));
  }

  /** A safeguard that points at nothing, or that nothing but the symptom's consequence would have. */
  get isLoose(): boolean {
    return this.of("safeguard").some(({ id }) => !this.postmortem.links.some(({ from }) => from === id));
  }

  /** A safeguard that something led to: what was missing was caused by nothing here. */
  get isTurned(): boolean {
    return this.of("safeguard").some(({ id }) => this.postmortem.links.some(({ to }) => to === id));
  }
}

function judge(chain: Chain, links: number): readonly [Verdict, string] {
  if (links === 0) return ["missing", "Nothing leads to anything yet. Join what led to what."];
  if (chain.joins("symptom", "cause") || chain.joins("symptom", "trigger"))
    return ["other", "The symptom leads back to what brought it about. Links go from what was first to what followed."];
  if (chain.joins("cause", "trigger"))
    return ["other", "The cause leads to the trigger here. The cause lay there already; the trigger made it matter."];
  if (chain.isTurned)
    return ["other", "Something leads to a safeguard. It points the other way: at what it would have held back."];
  if (!chain.joins("cause", "symptom"))
    return ["partly", "From the cause one does not get to the symptom. Which step lies between them?"];
  if (!chain.joins("trigger", "cause"))
    return ["partly", "From the trigger one does not get to the cause. What did it do to what lay there already?"];
  if (chain.isLoose)
    return [
      "partly",
      "A safeguard points at nothing. Which link would it have cut: the trigger, the cause, or what followed?",
    ];
  return ["found", "One thing leads to the next, down to what people saw."];
}

/** Whether the graph runs in the right direction and without a gap. */
export function checkChain(postmortem: Postmortem): FactorVerdict {
  const [verdict, text] = judge(new Chain(postmortem), postmortem.links.length);
  return { part: "chain", verdict, factor: null, text, truth: TRUTH };
}
