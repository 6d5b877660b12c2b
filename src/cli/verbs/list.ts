import { findDrills, loadProgram } from "../drills";
import { JSON_FLAG } from "../flags";
import { printJson, table, type Verb } from "../io";

export const list: Verb = {
  name: "list",
  summary: "the drills there are",
  positional: { label: "", least: 0, most: 0 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const drills = findDrills(io.root, io.cwd, []).map((ref) => {
      const { card, variants, plays, hashes, sources } = loadProgram(io.root, ref);
      return {
        slug: card.slug,
        code: card.code,
        title: card.title,
        form: card.form,
        minutes: card.minutes,
        level: card.level,
        company: card.company,
        tags: card.tags,
        variants: variants.map(({ info }) => info),
        plays: plays.map(({ id, label, band }) => ({ id, label, band })),
        sources,
        dynamicsHash: hashes.dynamics,
      };
    });
    if (args.has("json")) printJson(io, drills);
    else {
      const rows = drills.map((d) => [d.code, d.slug, d.form, d.minutes, d.level, d.variants.length, d.title]);
      for (const line of table([["code", "slug", "form", "minutes", "level", "variants", "title"], ...rows]))
        io.out(line);
    }
    return 0;
  },
};
