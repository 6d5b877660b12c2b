import { describe, expect, it } from "vitest";
import { compileContent, readContent } from "#adapters/content/disk";
import { compilePack } from "#adapters/content/packs/compile";
import type { Program } from "#domain/drill";
import type { Pack } from "#domain/pack";
import { newHeader, playThrough, replay, restartEverything, view } from "#engine/index";
import { exerciseOf } from "#modes/gameday/exercise";
import { reportOf } from "#modes/gameday/report";
import { reportMarkdown } from "#modes/gameday/report-markdown";
import { teamStages } from "#modes/gameday/stages";
import { MAX_PACK_BYTES, programOfSubject, type SubjectSources } from "#modes/gameday/subject";
import { tabletopProgram } from "#modes/gameday/tabletop";
import type { PackShelf } from "#session/contract";
import { whyNotPlayable } from "#session/run";
import { drill } from "../../drills";

const files = readContent(process.cwd());
const tabletop = compileContent(files.filter(({ path }) => path.startsWith("content/gameday/"))).gameday
  ?.tabletop as Program;
const NOBODY = { services: {}, people: {} };
const sources: SubjectSources = {
  library: {
    program: async (slug: string) => {
      if (slug !== "tool-belt") throw new RangeError(`This version of Meantime has no drill “${slug}”.`);
      return drill(slug);
    },
  } as SubjectSources["library"],
  packs: async () => ({ check: async (pack: Pack) => compilePack(pack, []) }) as unknown as PackShelf,
  gameday: async () => ({ deck: async () => [], guide: async () => null, tabletop: async () => tabletop }),
};
const pack: Pack = {
  id: "mine",
  title: "Mine",
  version: 1,
  files: files
    .filter(({ path }) => /^content\/(?:drills\/tool-belt\/(?!guide)|systems\/quayside|people\/quayside)/.test(path))
    .map(({ path, text }) => ({ path: path.replace("content/", "").replace("tool-belt", "my-belt"), text })),
};
const INCIDENT = { id: "a", title: "Nothing is sent", scenario: "Mails wait.\n\nSince noon.", story: null };

describe("the program of a subject", () => {
  it("is a drill that was built in, by the names it was given", async () => {
    const subject = { kind: "drill", slug: "tool-belt" } as const;
    const plain = await programOfSubject(subject, NOBODY, sources);
    expect(plain.hashes).toEqual(drill("tool-belt").hashes);
    const named = await programOfSubject(subject, { services: { web: "Zorv" }, people: {} }, sources);
    expect(named.base.system.nodes.find(({ label }) => label === "Zorv")?.id).toBe("zorv");
    await expect(programOfSubject({ kind: "drill", slug: "nope" }, NOBODY, sources)).rejects.toThrow("no drill “nope”");
    await expect(programOfSubject(subject, { services: { web: "" }, people: {} }, sources)).rejects.toThrow("empty");
  });

  it("GD76 is one of a pack that travels, compiled on each device to the same", async () => {
    const subject = { kind: "pack", slug: "my-belt", pack } as const;
    const [one, other] = [
      await programOfSubject(subject, NOBODY, sources),
      await programOfSubject(structuredClone(subject), NOBODY, sources),
    ];
    expect(one.card.slug).toBe("my-belt");
    expect(other.hashes).toEqual(one.hashes);
  });

  it("GD76 says in a sentence why a pack gives none", async () => {
    const of = (change: Partial<Pack>, slug = "my-belt") =>
      programOfSubject({ kind: "pack", slug, pack: { ...pack, ...change } }, NOBODY, sources);
    await expect(of({}, "other")).rejects.toThrow("The pack “Mine” has no drill “other”. Its drills: my-belt.");
    const large = [...pack.files, { path: "drills/my-belt/runbook/x.md", text: "x".repeat(MAX_PACK_BYTES) }];
    await expect(of({ files: large })).rejects.toThrow("expected at most 2 MB: it is sent to everybody");
    const broken = pack.files.map((file) =>
      file.path.endsWith("drill.yaml") ? { ...file, text: file.text.replace("minutes: 10", "minuts: 10") } : file,
    );
    await expect(of({ files: broken })).rejects.toThrow(
      /The drill “my-belt” of the pack “Mine” cannot be played\. drills\/my-belt\/drill\.yaml, line \d+: /,
    );
  });

  it("GD31 has the stages of what is only told, and its report what that was", () => {
    const told = tabletopProgram(INCIDENT, tabletop);
    const roles = [{ author: "main", role: "facilitator" }];
    const header = { ...newHeader(told, { seed: 1 }), clock: "team", roles } as const;
    const run = { header, commands: [], horizon: 60 };
    const exercise = exerciseOf(told, run);
    expect(teamStages(told, run, exercise).team.map(({ id }) => id)).toEqual(["acknowledge", "assign", "resolve"]);
    const text = reportMarkdown(reportOf(exercise));
    expect(text).toContain("## What was told\n\nMails wait.\n\nSince noon.\n");
  });

  it("GD77 is a quiet world with the incident as its page where it is only told", async () => {
    const program = await programOfSubject({ kind: "tabletop", incident: INCIDENT }, NOBODY, sources);
    expect(program.card.title).toBe("Nothing is sent");
    expect(program.base.page).toMatchObject({ title: "Nothing is sent", body: ["Mails wait.\n\nSince noon."] });
    expect(program.base.limit).toBe(4 * 3600);
    const header = newHeader(program, { id: "r", seed: 3, clock: "live", author: "a" });
    expect(whyNotPlayable(program, header)).toBeNull();
    const { run } = playThrough(program, header, restartEverything, { until: 600 });
    const state = replay(program, run);
    expect(view(state, "lead").pages?.length ?? 1).toBeGreaterThan(0);
    expect(state.journal.some(({ kind }) => kind === "page")).toBe(true);
    const other = tabletopProgram({ ...INCIDENT, scenario: "Other." }, tabletop);
    expect(other.hashes.text).not.toBe(program.hashes.text);
    expect(() => tabletopProgram({ ...INCIDENT, scenario: " " }, tabletop)).toThrow("expected something to tell");
  });
});
