import type { Concept, Question } from "#domain/questions";

const concept = (id: string, rule: Concept["rule"], change: Partial<Concept> = {}): Concept => ({
  id,
  says: id,
  dimension: "restore",
  weight: 2,
  why: "because",
  probe: "And then?",
  weak: "We did something.",
  strong: "",
  rule,
  ...change,
});

/** A small card with one of everything. */
export const SAMPLE: Question = {
  id: "war-159",
  asks: "How do you try again?",
  kind: "story",
  level: "senior",
  roles: ["backend"],
  skills: ["contain"],
  minutes: 3,
  summary: "Wait.",
  seeks: "Waiting.",
  clarifications: [{ asks: "How many calls fail?", answer: "One in ten.", rule: "how many" }],
  concepts: [
    concept("backoff", { any: ["wait|delay ~4 longer", "@backoff"] }, { weight: 3 }),
    concept("breaker", "circuit breaker!"),
    concept("watch", "watch|check ~4 after", { dimension: "diagnose", weight: 1 }),
  ],
  orders: [{ before: ["backoff"], after: ["watch"], why: "First act." }],
  flags: [{ id: "forever", says: "Retries for ever", why: "Load.", rule: "retry ~2 forever" }],
  twists: [{ asks: "And with no key?", strong: "I ask for the status first.", rule: "ask ~4 status" }],
  model: [
    { heading: "One", text: "We wait longer each time." },
    { heading: "Two", text: "A circuit breaker ends it, and I watch the rate after that." },
  ],
  code: null,
  proof: null,
  drills: [],
};

export const GROUPS = { backoff: ["backoff", "back off"] };
