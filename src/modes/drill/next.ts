import type { DrillCard } from "#domain/drill";
import { SKILLS, type SkillId } from "#domain/skills";
import { duration } from "#lib/format";
import { practisedBy } from "#score/practised";
import type { Standing } from "#score/skills";
import type { RunSummary } from "#session/contract";
import { MASTERED } from "./choice";
import { isOwn, type OwnRun } from "./own";

const LEVELS = ["foundation", "intermediate", "advanced"] as const satisfies readonly DrillCard["level"][];
const TUTORIAL = "tutorial";
/** Drills of a level that are mastered before the next level is in turn; all of them where there are fewer. */
const ENOUGH = 2;
/** A drill played less than so long ago can wait. Milliseconds. */
const FRESH_MS = 2 * 86_400_000;

/** What is in favour of a drill, in points, and against it. */
const FOR = { level: 30, new: 20, unmastered: 35, unseen: 15, skill: 25, rest: -25, mastered: -30 } as const;

/** A drill to play next. `why` gives the reasons in figures, the weightiest first, as sentences. */
export interface Suggestion {
  readonly card: DrillCard;
  readonly points: number;
  readonly why: readonly string[];
}

interface Reason {
  readonly points: number;
  readonly text: string | null;
}

/** The best runs from the beginning, on a live clock and on others, and how many ways of a drill have been played. */
interface Known {
  readonly best: OwnRun | null;
  readonly otherBest: OwnRun | null;
  readonly variants: number;
  readonly last: number;
}

function knownOf(card: DrillCard, own: readonly OwnRun[]): Known {
  const runs = own.filter((run) => run.drill === card.slug);
  const whole = runs.filter((run) => run.forkOf === null);
  const isLive = ({ clock }: OwnRun) => clock === "live" || clock === "live-pause";
  const bestOf = (list: readonly OwnRun[]) =>
    list.reduce<OwnRun | null>((best, run) => (best === null || run.total > best.total ? run : best), null);
  return {
    best: bestOf(whole.filter(isLive)),
    otherBest: bestOf(whole.filter((run) => !isLive(run))),
    variants: new Set(runs.map((run) => run.variant)).size,
    last: runs.reduce((last, run) => Math.max(last, run.updatedAt), 0),
  };
}

const isMasteredBy = ({ best }: Known): boolean => best !== null && best.total >= MASTERED;

/** The level in turn: the lowest of which fewer than enough drills are mastered; and why it is. */
function levelInTurn(
  cards: readonly DrillCard[],
  known: ReadonlyMap<string, Known>,
): { readonly at: number; readonly text: string } {
  const levels = LEVELS.map((level) => {
    const own = cards.filter((card) => card.level === level && !card.tags.includes(TUTORIAL));
    return { level, of: own.length, done: own.filter(({ slug }) => isMasteredBy(known.get(slug) ?? NOTHING)).length };
  });
  const found = levels.findIndex(({ of, done }) => done < Math.min(ENOUGH, of));
  const at = found < 0 ? LEVELS.length - 1 : found;
  const name = upper(LEVELS[at] ?? "");
  const below = levels.slice(0, at).findLast(({ of }) => of > 0);
  if (below === undefined) return { at, text: `${name} comes first.` };
  const done =
    below.done === below.of ? `every ${below.level} drill` : `${below.done} of the ${below.of} ${below.level} drills`;
  return { at, text: `${name} is your level now: you have mastered ${done}.` };
}

const upper = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const NOTHING: Known = { best: null, otherBest: null, variants: 0, last: 0 };

/** The weakest skill with evidence that a drill practises; of a drill that was never played none that gives it away. */
function weakest(practised: readonly SkillId[], standings: readonly Standing[], played: boolean): Standing | null {
  return standings.reduce<Standing | null>((low, each) => {
    const counts = each.mean !== null && practised.includes(each.skill) && (played || !SKILLS[each.skill].isSubject);
    return counts && (low === null || each.standing < low.standing) ? each : low;
  }, null);
}

function levelReason(card: DrillCard, turn: ReturnType<typeof levelInTurn>): Reason {
  const above = LEVELS.indexOf(card.level) - turn.at;
  if (above === 0) return { points: FOR.level, text: turn.text };
  if (above < 0) return { points: FOR.level / 2, text: null };
  return { points: -FOR.level * above, text: `It is ${card.level}, above the level you are at.` };
}

function scoreReason({ best, otherBest, variants }: Known): Reason {
  if (variants === 0) return { points: FOR.new, text: "You have not played it yet." };
  if (best === null) {
    const otherwise = otherBest === null ? "" : `; your best without one is ${Math.round(otherBest.total)} of 100`;
    const played =
      otherBest === null ? "You have only played it from a fork" : "You have not played it on a live clock";
    return { points: FOR.unmastered, text: `${played}${otherwise}.` };
  }
  const so = `Your best on a live clock is ${Math.round(best.total)} of 100; ${MASTERED} is mastered.`;
  const missing = Math.max(0, MASTERED - best.total);
  return { points: missing === 0 ? FOR.mastered : (FOR.unmastered * missing) / MASTERED, text: so };
}

function variantReason({ variants }: Known, card: DrillCard): Reason {
  if (variants === 0 || card.variants <= variants) return { points: 0, text: null };
  return {
    points: (FOR.unseen * (card.variants - variants)) / card.variants,
    text: `You have met ${variants} of the ${card.variants} ways it can be.`,
  };
}

function skillReason(card: DrillCard, { variants }: Known, standings: readonly Standing[]): Reason {
  const low = weakest(practisedBy(card.skills), standings, variants > 0);
  if (low === null || low.mean === null) return { points: 0, text: null };
  const { label } = SKILLS[low.skill];
  const runs = low.evidence.length === 1 ? "1 run" : `${low.evidence.length} runs`;
  return {
    points: (FOR.skill * (100 - low.standing)) / 100,
    text: `It practises ${label.charAt(0).toLowerCase()}${label.slice(1)}, where you stand at ${Math.round(low.standing)} of 100 after ${runs}.`,
  };
}

function restReason({ last }: Known, now: number): Reason {
  return { points: last > 0 && now - last < FRESH_MS ? FOR.rest : 0, text: null };
}

/**
 * All drills, the next best one first, each with its reasons. Who has finished nothing begins with the tutorial.
 * @param now epoch milliseconds
 */
export function nextDrills(
  cards: readonly DrillCard[],
  runs: readonly RunSummary[],
  standings: readonly Standing[],
  now: number,
): readonly Suggestion[] {
  const own = runs.filter(isOwn);
  const known = new Map(cards.map((card) => [card.slug, knownOf(card, own)]));
  const turn = levelInTurn(cards, known);
  const suggestions = cards.flatMap((card): Suggestion[] => {
    const isTutorial = card.tags.includes(TUTORIAL);
    if (isTutorial && own.length > 0) return [];
    if (isTutorial) return [{ card, points: 1000, why: [`It shows you round in ${duration(card.minutes * 60)}.`] }];
    const facts = known.get(card.slug) ?? NOTHING;
    const reasons = [
      scoreReason(facts),
      levelReason(card, turn),
      variantReason(facts, card),
      skillReason(card, facts, standings),
      restReason(facts, now),
    ];
    const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
    const told = reasons.filter((reason) => reason.text !== null);
    const why = told.sort((a, b) => b.points - a.points).map(({ text }) => text ?? "");
    return [{ card, points, why }];
  });
  return suggestions.sort(
    (a, b) => b.points - a.points || a.card.minutes - b.card.minutes || (a.card.code < b.card.code ? -1 : 1),
  );
}
