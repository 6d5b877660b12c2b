import { describe, expect, it } from "vitest";
import { createMatcher } from "#language/rules";
import { isSoup, listSentences } from "#language/soup";

const matcher = createMatcher({ breaker: "breaker" });
const lists = (text: string) => [...listSentences(matcher.read(text))];

describe("keywords", () => {
  it.each([
    "Backoff, jitter, circuit breaker, budget.",
    "Circuit breaker, bulkhead, request hedging, load shedding.",
    "Breaker opens, jitter, budget, quotas, timeouts.",
  ])("G9: pieces without a verb are a list: %s", (text) => {
    expect(lists(text)).toEqual([0]);
  });

  it.each([
    "Breaker opens, traffic stays away, team told.",
    "Tell support, open breaker, wait.",
    "Alert raised, cache purged, traffic moved.",
    "Breaker per provider, then a probe.",
    "We open the breaker, support, payments.",
  ])("G9: a terse sentence with verbs, or with words that link, is none: %s", (text) => {
    expect(lists(text)).toEqual([]);
  });

  it("G9: a text of keywords is soup, a sentence is not", () => {
    expect(isSoup(matcher.read("Backoff, jitter, circuit breaker, idempotency, retries, budget."))).toBe(true);
    expect(isSoup(matcher.read("The breaker opens when one of three calls to the provider fails."))).toBe(false);
    expect(isSoup(matcher.read("Checkout errors at 10 %, next update 12:20."))).toBe(false);
    expect(isSoup(matcher.read("Backoff, jitter."))).toBe(false);
  });
});
