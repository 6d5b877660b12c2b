import { describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import { Examination } from "#debrief/index";
import { newHeader, playOf, playThrough } from "#engine/index";
import { accountOf } from "../../src/debrief/postmortem/account";
import { tell } from "../../src/debrief/story/told";

const content = readContent(process.cwd());

/** A play with the seconds at which stage times, postmortem and story have its harm contained, and back. */
function contained(slug: string, play: string) {
  const { program } = compileOne(content, slug);
  const found = program?.plays.find(({ id }) => id === play);
  if (program === null || found === undefined) throw new Error(`no ${slug} ${play}`);
  const { run } = playThrough(program, newHeader(program, { seed: 7 }), playOf(found));
  const stage = new Examination(program, run).study().stages.player.find(({ id }) => id === "mitigate");
  const account = accountOf(program, run);
  const { harm } = tell(program, run);
  return { stage, account, harm };
}

describe("contained", () => {
  it.each([
    ["bad-release", "once-more"],
    ["one-region-502", "novice"],
    ["provider-down", "typed-by-hand"],
    ["payment-oom", "novice"],
    ["retry-storm", "expert"],
    ["weather-scrapers", "blocks"],
  ])("B7 B37 %s, %s: stage times, postmortem and story mean the same second", (slug, play) => {
    const { stage, account, harm } = contained(slug, play);
    expect([account.calm, harm.calmAt]).toEqual([stage?.to, stage?.to]);
    expect(account.back).toBe(harm.backAt);
    expect(/It came back/.test(stage?.note ?? "")).toBe(harm.backAt !== null);
  });

  it("B7 a quiet between two waves contains nothing", () => {
    // Pods that were all started in the same minute are all full in the same minute: it is quiet for under three minutes.
    const { stage, harm } = contained("payment-oom", "explains-first");
    expect(harm.calmAt ?? 0).toBeGreaterThan(600);
    expect(stage?.to).toBe(harm.calmAt);
  });

  it("B7 an edit by hand contains it until it is overwritten, and that is said", () => {
    const { stage } = contained("provider-down", "typed-by-hand");
    expect(stage?.note).toMatch(/It came back 4 min \d+ s later\.$/);
  });
});
