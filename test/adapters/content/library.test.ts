import { describe, expect, it } from "vitest";
import { Library } from "#adapters/content/library";

const library = new Library(() => Promise.reject(new Error("no packs here")));

describe("the bundled drills", () => {
  it("list light cards and load the program of each", async () => {
    const cards = library.cards();
    expect(cards.length).toBeGreaterThan(0);
    for (const card of cards) {
      const program = await library.program(card.slug);
      expect(program.card).toEqual(card);
      expect(library.bySlugOrCode(card.code.toLowerCase())).toEqual(card);
      expect(library.bySlugOrCode(card.slug)).toEqual(card);
    }
  });

  it("load a drill once", () => {
    const slug = library.cards()[0]?.slug ?? "";
    expect(library.program(slug)).toBe(library.program(slug));
  });

  it("know no drill that is not there, inherited names included", async () => {
    expect(library.bySlugOrCode("INC-0")).toBeNull();
    await expect(library.program("toString")).rejects.toThrow("no drill “toString”");
  });
});
