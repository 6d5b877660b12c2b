import type { FeatureId } from "#language/features";

/** Written as a record so that the compiler misses none and accepts no other. */
const KNOWN: Readonly<Record<FeatureId, true>> = {
  impact: true,
  action: true,
  "next-update": true,
  workaround: true,
  status: true,
  apology: true,
  ack: true,
  promise: true,
  guess: true,
  hypothesis: true,
  jargon: true,
  hostname: true,
  blame: true,
  figure: true,
  question: true,
  "decline-with-reason": true,
  delegation: true,
  "keyword-soup": true,
};

/** What messages can be found to carry; content refers to these by name. */
export const FEATURE_IDS: readonly string[] = Object.keys(KNOWN);
