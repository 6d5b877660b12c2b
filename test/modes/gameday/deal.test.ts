import { describe, expect, it } from "vitest";
import { readContent } from "#adapters/content/disk";
import { compileGameday, deckOf } from "#adapters/content/gameday";
import type { Program } from "#domain/drill";
import type { DeckCard } from "#domain/gameday";
import type { Seat } from "#domain/team";
import { dealCard } from "#modes/gameday/deal";
import { renameProgram } from "#modes/gameday/rename";
import { drill, SLUGS } from "../../drills";

const files = readContent(process.cwd());
const { cards } = deckOf(files);
const cardOf = (id: string) => cards.find((card) => card.id === id) as DeckCard;
const seat = (name: string, roles: Seat["roles"]): Seat => ({
  id: name.toLowerCase(),
  name,
  device: null,
  roles,
  services: [],
  isReady: true,
  isHere: true,
});

describe("dealing a card", () => {
  it.each(SLUGS)("GD74 %s: most cards fit, and what they name is there in every variant", (slug) => {
    const program = drill(slug);
    for (const { info } of program.variants) {
      const dealt = cards.map((card) => dealCard(card, program, [], info.id));
      expect(dealt.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(24);
      for (const one of dealt) {
        if (one.ok) expect(JSON.stringify(one.value)).not.toMatch(/\{[a-z]+\}/);
        else
          expect(one.error).toMatch(
            /^“.+” does not fit: it needs an? .+, and this drill has none\.$|^“.+” does not fit: it needs somebody .+\.$/,
          );
      }
    }
  });

  it("GD74 names people, nodes and whoever holds a role", () => {
    const program = drill("payment-oom");
    const dealt = dealCard(cardOf("commander-unreachable"), program, [seat("Mira", ["commander"])]);
    expect(dealt.ok && dealt.value.read).toContain("Mira has lost the connection");
    expect(dealt.ok && dealt.value.effects).toEqual([{ kind: "unreachable", seat: "@commander", minutes: 8 }]);
    const two = [seat("Mira", ["commander"]), seat("Ole", ["commander"])];
    const unsure = dealCard(cardOf("commander-unreachable"), program, two);
    expect(unsure.ok && unsure.value.read).toContain("The commander has lost the connection");
    const boss = dealCard(cardOf("executive-in-the-call"), program, []);
    expect(boss.ok && boss.value.effects[0]).toMatchObject({ kind: "remark", from: "jonas", audience: "incident" });
    const wide = dealCard(cardOf("scope-grows"), program, []);
    const front = wide.ok ? wide.value.effects.find(({ kind }) => kind === "front") : undefined;
    const wrong = program.base.score.diagnosis.truth.flatMap(({ nodes }) => nodes);
    expect(front?.kind === "front" && wrong.includes(front.node)).toBe(false);
  });

  it("GD75 says what a drill would need for a card that does not fit", () => {
    const dealt = dealCard(cardOf("work-piles-up"), drill("weather-scrapers"), []);
    expect(dealt).toEqual({
      ok: false,
      error: "“Something piles up” does not fit: it needs a queue, and this drill has none.",
    });
  });

  it("uses the names that a team has given", () => {
    const renamed = renameProgram(drill("payment-oom"), {
      services: { order: "Zorv Kladde (zk)" },
      people: { jonas: "Ypsi Quom" },
    });
    const dealt = dealCard(cardOf("executive-orders-a-restart"), renamed, []);
    expect(dealt.ok && dealt.value.effects[0]).toMatchObject({ from: "ypsi" });
  });

  it("GD75 says so, too, where tools have nothing to show; people speak there all the same", () => {
    const program = compileGameday(files, []).tabletop as Program;
    const shown = dealCard(cardOf("tool-board-down"), program, []);
    expect(shown.ok ? "" : shown.error).toContain("here everything is told. It needs a drill.");
    const said = ["executive-in-the-call", "support-drowns", "journalist-asks", "second-person-gives-orders"];
    for (const id of said) expect(dealCard(cardOf(id), program, []).ok).toBe(true);
  });
});
