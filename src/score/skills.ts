import type { Mark, Scorecard } from "#domain/score";
import { SKILL_IDS, SKILLS, type SkillId } from "#domain/skills";
import { pow } from "#lib/math";

/** A finished run as evidence of what somebody can do. */
export interface PlayedRun {
  readonly id: string;
  readonly drill: string;
  readonly variant: string;
  /** When it was finished, epoch milliseconds. */
  readonly at: number;
  /** `none`: not played by whoever is judged: shown by the expert, or from a file. */
  readonly origin: "start" | "fork" | "none";
  readonly hasHints: boolean;
  readonly card: Pick<Scorecard, "dimensions" | "marks">;
  /** Skills that the drill practises, from `practisedBy`. */
  readonly practised: readonly SkillId[];
}

/** Points of one run that make a whole piece of evidence. */
const WHOLE = 25;
/** What a run played from a fork, or with hints, is worth as evidence. */
const FORK_FACTOR = 0.5;
const HINTS_FACTOR = 0.7;
/** A run of what has been seen already, own or shown, is worth half as much each time, down to a quarter. */
const AGAIN_FACTOR = 0.5;
const AGAIN_LEAST = 0.25;
/** Days after which evidence weighs half. */
export const HALF_LIFE_DAYS = 60;
const DAY_MS = 86_400_000;
/** So much evidence of nothing stands against what there is: one good run proves little. */
const DOUBT = 1;

/** What one run says about one skill. */
export interface Evidence {
  readonly run: string;
  readonly drill: string;
  readonly variant: string;
  readonly at: number;
  /** Points got and points there were to get, of this skill. */
  readonly points: number;
  readonly of: number;
  /** 0–1; before it fades with time. */
  readonly weight: number;
  /** The marks it comes from, with the seconds they happened. */
  readonly marks: readonly Pick<Mark, "id" | "label" | "second" | "points" | "of">[];
}

/** What is known of a skill. */
export interface Standing {
  readonly skill: SkillId;
  /** Oldest first. */
  readonly evidence: readonly Evidence[];
  /** Sum of the weights now, faded. */
  readonly weight: number;
  /** Mean share of the points, 0–100; null without evidence. */
  readonly mean: number | null;
  /** The mean, drawn towards 0 by how little is known, 0–100. */
  readonly standing: number;
}

/** What the id and the label of a mark are searched for, by dimension; the first that fits decides. */
const SIGNS: Readonly<Partial<Record<Mark["dimension"], readonly (readonly [RegExp, SkillId])[]>>> = {
  communicate: [
    [/^(acknowledged|severity)/, "detect"],
    [/^cadence-customers/, "customers"],
    [/^closed/, "verify"],
    [/^cadence-|leader|boss|chief|founder|support|desk|counter|channel|blame|acquitted|upstairs|success/, "inside"],
    [/./, "customers"],
  ],
  diagnose: [
    [/statement|\bplan\b|database|waits for whom/, "database"],
    [/thread|dump|heap|aside|old-pod/, "runtime"],
    [/what-waits|workers|queue/, "queue"],
    [/region|who\b|bad|metrics|counted|grows|line\b|kind|which way|sides|halves|waiting|trigger/, "metrics"],
    [/error|log|trace|request|pattern|prediction|changes|gone-not-wrong/, "traces"],
  ],
  decide: [
    [/^(verified|looked|noticed|proof|watched|closed|fresh-looked|neighbours)/, "verify"],
    [/purge|redrive|discard|drain|dead letter|^emptied|tickets/, "queue"],
    [
      /index|analyze|replica|^database-|session|statement|\block-|sweep|rows|guard-by-role|limits-read|by-the-list|^listed|books|entries/,
      "database",
    ],
    [
      /canary|undo|rollback|release|redeploy|hotfix|forward|library|hand|-switch|older|back-cost|unguarded|took .*back/,
      "release",
    ],
    [/specimen|dump|kept-one|evidence|explain-first|restart|heap|clean-pool/, "runtime"],
    [
      /scale|pods|pool|more\b|more-|bigger|room|starved|counted|feed|raise|longer|patience|in-order|steps|too-early/,
      "capacity",
    ],
    [/./, "contain"],
  ],
};

/** The skills that a mark shows; its points are divided between them. A hint shows none. */
export function skillsOf(
  { id, label, dimension }: Pick<Mark, "id" | "label" | "dimension">,
  practised: readonly SkillId[],
): readonly SkillId[] {
  if (/^hint-\d+$/.test(id)) return [];
  if (dimension === "prevent") return ["prevent"];
  if (dimension === "lead") return ["lead"];
  if (dimension === "restore") return ["contain"];
  const said = `${id} ${label.toLowerCase()}`;
  const sign = id.startsWith("diagnosis-") ? undefined : SIGNS[dimension]?.find(([sought]) => sought.test(said));
  if (sign !== undefined) return [sign[1]];
  // What the cause was is about what the drill is about.
  const subjects = practised.filter((each) => SKILLS[each].isSubject);
  return subjects.length > 0 ? subjects : ["metrics", "traces"];
}

interface Sum {
  points: number;
  of: number;
  readonly marks: Evidence["marks"][number][];
}

/** What a run says about each skill: points got of points to be had. A cost is points that were to be had and were not. */
function sumsOf({ card, practised }: PlayedRun): Map<SkillId, Sum> {
  const sums = new Map<SkillId, Sum>();
  const add = (skill: SkillId, points: number, of: number, mark: Evidence["marks"][number]) => {
    const sum = sums.get(skill) ?? { points: 0, of: 0, marks: [] };
    sum.points += points;
    sum.of += of;
    sum.marks.push(mark);
    sums.set(skill, sum);
  };
  for (const mark of card.marks) {
    const { id, label, second, points, of } = mark;
    const skills = skillsOf(mark, practised);
    const worth = of > 0 ? of : Math.abs(points);
    if (worth === 0) continue;
    for (const skill of skills) {
      add(skill, Math.max(0, points) / skills.length, worth / skills.length, { id, label, second, points, of });
    }
  }
  const restore = card.dimensions.find(({ dimension }) => dimension === "restore");
  if (restore !== undefined) {
    const mark = { id: "restore", label: "What customers bore", second: null, points: restore.score, of: 100 };
    add("contain", (restore.score * WHOLE) / 100, WHOLE, mark);
  }
  return sums;
}

/** What a run is worth as evidence, 0–1, when so many of the same drill and variant were seen before. */
function factorOf({ origin, hasHints }: PlayedRun, before: number): number {
  if (origin === "none") return 0;
  const again = Math.max(AGAIN_LEAST, pow(AGAIN_FACTOR, before));
  return again * (origin === "fork" ? FORK_FACTOR : 1) * (hasHints ? HINTS_FACTOR : 1);
}

/** How much of its weight evidence still has. Times in epoch milliseconds. */
const faded = (at: number, now: number): number => pow(0.5, Math.max(0, now - at) / (HALF_LIFE_DAYS * DAY_MS));

/**
 * What finished runs say about every skill, in the order of the vocabulary. A pure fold; the order of `runs` does not
 * matter.
 * @param now epoch milliseconds
 */
export function skillMap(runs: readonly PlayedRun[], now: number): readonly Standing[] {
  const seen = new Map<string, number>();
  const evidence = new Map<SkillId, Evidence[]>(SKILL_IDS.map((id) => [id, []]));
  const inTime = [...runs].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const run of inTime) {
    const { id, drill, variant, at } = run;
    const way = `${drill}/${variant}`;
    const before = seen.get(way) ?? 0;
    seen.set(way, before + 1);
    const factor = factorOf(run, before);
    if (factor === 0) continue;
    for (const [skill, { points, of, marks }] of sumsOf(run)) {
      const weight = factor * Math.min(1, of / WHOLE);
      evidence.get(skill)?.push({ run: id, drill, variant, at, points, of, weight, marks });
    }
  }
  return SKILL_IDS.map((id) => standingOf(id, evidence.get(id) ?? [], now));
}

function standingOf(skill: SkillId, evidence: readonly Evidence[], now: number): Standing {
  let weight = 0;
  let got = 0;
  for (const each of evidence) {
    const present = each.weight * faded(each.at, now);
    weight += present;
    got += present * (each.points / each.of);
  }
  const mean = weight > 0 ? (100 * got) / weight : null;
  return { skill, evidence, weight, mean, standing: (100 * got) / (weight + DOUBT) };
}
