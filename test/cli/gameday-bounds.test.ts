import { describe, expect, it } from "vitest";
import { Sources } from "#cli/gameday/sources";
import { Unfinished } from "#cli/gameday/unfinished";

describe("addresses of the network", () => {
  const limits = { connectionsOfAddress: 3, messagesOfAddress: { perSecond: 10, burst: 100 } };
  const FAR = "::ffff:192.0.2.9";

  it("SY16 have so many connections, and a place again when one is gone", () => {
    const sources = new Sources(limits);
    for (let i = 0; i < 3; i++) {
      expect(sources.mayOpen(FAR, 0)).toBe(true);
      sources.opened(FAR, 0);
    }
    expect(sources.mayOpen(FAR, 0)).toBe(false);
    expect(sources.mayOpen("192.0.2.10", 0)).toBe(true);
    sources.closed(FAR, 0);
    expect(sources.mayOpen(FAR, 0)).toBe(true);
  });

  it("SY15 send so much together, opening counted, and do not begin anew by coming again", () => {
    const sources = new Sources(limits);
    let opened = 0;
    while (sources.mayOpen(FAR, 0)) {
      sources.opened(FAR, 0);
      sources.closed(FAR, 0);
      opened += 1;
    }
    expect(opened).toBe(5);
    expect(sources.mayCome(FAR, 0)).toBe(false);
    expect(sources.mayCome("192.0.2.10", 0)).toBe(true);
    expect([sources.mayCome(FAR, 100), sources.mayCome(FAR, 100)]).toEqual([true, false]);
    // Later, when the heart beats, it is forgotten.
    sources.sweep();
    expect(sources.mayOpen(FAR, 100)).toBe(true);
  });

  it("SY16 but this machine, where a proxy may stand, has no bound", () => {
    const sources = new Sources(limits);
    for (const own of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      for (let i = 0; i < 200; i++) expect(sources.mayOpen(own, 0) && sources.mayCome(own, 0)).toBe(true);
    }
  });
});

describe("messages of which only a part is here", () => {
  const bounded = () => {
    const ended: string[] = [];
    return { ended, unfinished: new Unfinished<string>({ unfinished: 100, patience: 50 }, (who) => ended.push(who)) };
  };

  it("SY16 are bounded together: whose has waited longest is let go first", () => {
    const { ended, unfinished } = bounded();
    unfinished.grow("first", 40, 0);
    unfinished.grow("second", 40, 1);
    unfinished.grow("third", 30, 2);
    expect(ended).toEqual(["first"]);
    unfinished.done("second");
    unfinished.grow("third", 60, 3);
    expect(ended).toEqual(["first"]);
    unfinished.grow("fourth", 30, 4);
    expect(ended).toEqual(["first", "third"]);
  });

  it("SY16 are not waited for for ever, however slowly they come", () => {
    const { ended, unfinished } = bounded();
    for (let now = 0; now < 50; now++) unfinished.grow("slow", 1, now);
    unfinished.grow("other", 1, 40);
    unfinished.sweep(49);
    expect(ended).toEqual([]);
    unfinished.sweep(50);
    expect(ended).toEqual(["slow"]);
  });
});
