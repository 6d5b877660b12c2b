import { existsSync } from "node:fs";
import { join } from "node:path";
import { readContent, readSources } from "#adapters/content/disk";
import { messageOf } from "#lib/message";
import { findDrills, loadProgram } from "../drills";
import { JSON_FLAG } from "../flags";
import { Failure, printJson, type Verb } from "../io";

/** Sources by id: what each asks, in our own words. */
function sourcesIn(root: string): ReadonlyMap<string, string> {
  try {
    return readSources(readContent(root));
  } catch (error) {
    throw new Failure(messageOf(error));
  }
}

export const coverage: Verb = {
  name: "coverage",
  summary: "which sources have a question card and a drill, and which are missing",
  positional: { label: "", least: 0, most: 0 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const asked = sourcesIn(io.root);
    const drills = new Map<string, string[]>();
    for (const ref of findDrills(io.root, io.cwd, [])) {
      const { sources, card } = loadProgram(io.root, ref);
      for (const id of sources) {
        if (!asked.has(id))
          throw new Failure(`drill ${card.slug} names the source "${id}", which is not in content/sources.yaml`);
        drills.set(id, [...(drills.get(id) ?? []), card.slug]);
      }
    }
    const cards = new Set(
      [...asked.keys()].filter((id) => existsSync(join(io.root, "content", "questions", `${id}.md`))),
    );
    const sources = [...asked].map(([id, asks]) => ({
      id,
      asks,
      card: cards.has(id) ? id : null,
      drills: drills.get(id) ?? [],
      missing: [...(cards.has(id) ? [] : ["card"]), ...(drills.has(id) ? [] : ["drill"])],
    }));
    const covered = {
      sources: sources.length,
      cards: cards.size,
      drills: drills.size,
      complete: sources.filter((s) => s.missing.length === 0).length,
    };
    if (args.has("json")) printJson(io, { ...covered, list: sources });
    else {
      for (const s of sources) {
        const has = [s.card === null ? "no card" : "card", s.drills.length === 0 ? "no drill" : s.drills.join(", ")];
        io.out(`${s.id.padEnd(12)} ${has.join(" · ").padEnd(36)} ${s.asks}`);
      }
      io.out(
        `${covered.sources} sources: ${covered.cards} with a card, ${covered.drills} with a drill, ${covered.complete} with both`,
      );
    }
    return 0;
  },
};
