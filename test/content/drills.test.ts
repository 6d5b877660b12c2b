import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { compileContent, readContent } from "#adapters/content/disk";
import { playAndScore } from "#cli/report";
import { distributionOf } from "#cli/statistics";
import type { Program } from "#domain/drill";
import { JOURNAL_FIELDS, JOURNAL_WORDS, type JournalEntry } from "#domain/journal";
import type { Scorecard } from "#domain/score";
import { type DrillState, exploreStructure, newHeader, playOf, randomPlayer, resolveScene } from "#engine/index";
import { formatDiagnostic } from "#scenario/index";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { drills, diagnostics } = compileContent(readContent(root));
const programs = drills.flatMap((drill) => drill.program ?? []);

/** What a run reached, as its journal tells it. */
function reachedBy(state: DrillState): string[] {
  const names: string[] = state.scene.machines.map((m) => `state ${m.id}.${initialOf(m.config)}`);
  for (const { kind, data } of state.journal) {
    if (kind === "answer") names.push(`option ${data.request}.${data.option}`);
    if (kind === "ending") names.push(`ending ${data.ending}`);
    if (kind !== "state") continue;
    for (const path of String(data.state).split(",")) {
      const steps = path.split(".");
      for (let i = 1; i <= steps.length; i++) names.push(`state ${data.machine}.${steps.slice(0, i).join(".")}`);
    }
  }
  return names;
}

/** Fields and words of an entry that the tables marks are checked against do not know. */
function strangeIn({ kind, data }: JournalEntry): string[] {
  return Object.entries(data).flatMap(([field, value]) => {
    const words = JOURNAL_WORDS[kind]?.[field];
    if (!JOURNAL_FIELDS[kind].includes(field)) return [`${kind}.${field}`];
    return words && !words.includes(String(value)) ? [`${kind}.${field} = ${String(value)}`] : [];
  });
}

function initialOf(config: unknown): string {
  const initial = config !== null && typeof config === "object" && "initial" in config ? config.initial : "";
  return String(initial);
}

/** Everything there is to reach in any variant. */
function reachable(program: Program): string[] {
  const { machines, requests, endings } = exploreStructure(program);
  return [
    ...machines.flatMap((m) => [...m.reached, ...m.unreached].map((state) => `state ${m.machine}.${state}`)),
    ...requests.flatMap((r) => r.options.map((option) => `option ${r.request}.${option}`)),
    ...endings.flatMap((e) => e.endings.map((ending) => `ending ${ending}`)),
  ];
}

const SEED = 1;

interface Played {
  readonly play: string;
  readonly variant: string;
  readonly card: Scorecard;
  readonly band: readonly [number, number];
}

it("all content compiles without an error or a warning", () => {
  expect(diagnostics.map(formatDiagnostic)).toEqual([]);
  expect(programs.length).toBe(drills.length);
  expect(programs.length).toBeGreaterThan(0);
});

describe.each(programs.map((program) => [program.card.slug, program] as const))("%s", (_slug, program) => {
  const variants = program.variants.map(({ info }) => info.id);
  const reached = new Set<string>();
  const strange = new Set<string>();
  const played: Played[] = [];
  const seen = new Set<string>();

  const playOn = (index: number, variant: string): void => {
    const play = program.plays[index];
    if (play === undefined || seen.has(`${play.id} ${variant}`)) return;
    seen.add(`${play.id} ${variant}`);
    const { state, card } = playAndScore(program, newHeader(program, { seed: SEED, variant }), playOf(play), play.id);
    for (const name of reachedBy(state)) reached.add(name);
    for (const name of state.journal.flatMap(strangeIn)) strange.add(name);
    played.push({ play: play.id, variant, card, band: play.band });
  };
  const missing = () => [...new Set(reachable(program))].filter((name) => !reached.has(name));

  // Every play once, the expert everywhere; `calibrate` plays all on all. More is played only while something is unreached.
  beforeAll(() => {
    const expert = program.plays.findIndex((play) => play.id === "expert");
    for (const variant of variants) playOn(expert, variant);
    program.plays.forEach((_, i) => {
      playOn(i, variants[i % variants.length] ?? "");
    });
    for (let shift = 1; shift < variants.length && missing().length > 0; shift++) {
      program.plays.forEach((_, i) => {
        if (missing().length > 0) playOn(i, variants[(i + shift) % variants.length] ?? "");
      });
    }
  });

  it("scores every play within its band", () => {
    const outside = played.filter(({ card, band }) => card.total < band[0] || card.total > band[1]);
    expect(outside.map((p) => `${p.play} on ${p.variant}: ${p.card.total}, band ${p.band.join("–")}`)).toEqual([]);
  });

  it("has plays of an expert, of somebody idle and of a plausible novice", () => {
    expect(program.plays.map((play) => play.id)).toEqual(expect.arrayContaining(["expert", "idle", "novice"]));
  });

  it("separates the expert's harm from an idle one's by the stated factor", () => {
    const expert = played.filter((p) => p.play === "expert");
    expect(expert.map((p) => p.variant).sort()).toEqual([...variants].sort());
    for (const { card, variant } of expert) {
      const { totals } = card.impact;
      expect(totals.idle / totals.expert).toBeGreaterThanOrEqual(resolveScene(program, variant).score.minimumSpread);
    }
  });

  it("has no state, option or ending that no play reaches", () => {
    expect(missing()).toEqual([]);
  });

  it("has no state that nothing leads to", () => {
    const lost = exploreStructure(program).machines.flatMap((m) =>
      m.unreached.map((s) => `${m.variant} ${m.machine}.${s}`),
    );
    expect(lost).toEqual([]);
  });

  it("comes to an ending for random players, and gives them little", () => {
    const totals = Array.from({ length: 8 }, (_, i) => {
      const variant = variants[i % variants.length] ?? "";
      const { state, card } = playAndScore(
        program,
        newHeader(program, { seed: SEED, variant }),
        randomPlayer(100 + i),
        null,
      );
      expect(card.ending, `random player ${100 + i} on ${variant}`).not.toBeNull();
      expect(state.story.ending).toBeGreaterThanOrEqual(0);
      return card.total;
    });
    expect(distributionOf(totals)?.median).toBeLessThanOrEqual(40);
  });

  it("gives every weighted dimension something to earn", () => {
    for (const variant of variants) {
      const { score } = resolveScene(program, variant);
      for (const [dimension, weight] of Object.entries(score.weights)) {
        if (weight <= 0 || dimension === "restore" || dimension === "diagnose") continue;
        const marks = score.marks.filter((m) => m.dimension === dimension && m.points > 0).length;
        const others =
          dimension === "communicate" ? score.cadence.length : dimension === "prevent" ? score.followups.length : 0;
        expect(marks + others, `${variant}: ${dimension}`).toBeGreaterThan(0);
      }
    }
  });

  it("gives nothing away before play", () => {
    const { code, title, summary, tags, skills } = program.card;
    const shown = [code, title, summary, ...tags, ...skills].join(" ").toLowerCase();
    const secrets = variants.flatMap((variant) => {
      const { system, score } = resolveScene(program, variant);
      return [
        ...system.faults.flatMap((fault) => [fault.id, fault.label]),
        ...system.config.map((key) => key.key),
        ...system.flags.flatMap((flag) => [flag.id, flag.label]),
        ...score.diagnosis.truth.map((truth) => truth.mechanism),
        variant,
      ];
    });
    const words = secrets.flatMap((secret) => [secret.toLowerCase(), secret.toLowerCase().replaceAll("-", " ")]);
    expect(words.filter((word) => word.length > 3 && shown.includes(word))).toEqual([]);
  });

  it("S21 writes no field and no word into the journal that marks could not be checked against", () => {
    expect([...strange]).toEqual([]);
  });

  it("names its sources", () => {
    expect(program.sources.length).toBeGreaterThan(0);
  });
});
