import { describe, expect, it } from "vitest";
import { ASLEEP, lived } from "#session/awake";

describe("time that somebody lived through", () => {
  it.each([
    [200, 200, "a look in time"],
    [60_000, 60_000, "a tab in the background, woken once a minute"],
    [ASLEEP, ASLEEP, "a slow one"],
    [ASLEEP + 1, 0, "a sleep"],
    [7_200_000, 0, "a clock that was put forward"],
    [-7_200_000, 0, "a clock that was put back"],
    [0, 0, "no time at all"],
  ])("P23 a step of %d ms counts %d: %s", (step, counted) => {
    expect(lived(step)).toBe(counted);
  });
});
