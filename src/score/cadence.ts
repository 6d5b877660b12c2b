import type { Audience } from "#domain/commands";
import type { ScoreSpec } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Mark } from "#domain/score";
import { duration } from "#lib/format";
import { stateOf } from "./points";

/** Something the player said, as it was judged. */
export interface Said {
  readonly second: Second;
  readonly audience: Audience;
  readonly features: readonly string[];
  readonly text: string;
}

/** An update says something about at least two of these. */
const SUBSTANCE: ReadonlySet<string> = new Set(["impact", "action", "next-update", "status"]);
const LEAST_SUBSTANCE = 2;

/** What a message that repeats an earlier one is worth. */
const REPEATED = 0.5;

/** What an update is worth that comes late. */
const LATE = 0.5;

/** The same words with other figures are the same message. */
function gist(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\d:.,%]+/g, "#")
    .replace(/\s+/g, " ")
    .trim();
}

/** An update may be this much later than its period and still be on time: nobody counts seconds. */
const GRACE = 1.1;

interface Update {
  readonly second: Second;
  /** 1, or less when it repeats an earlier one word for word. */
  readonly worth: number;
}

/** The messages to an audience that count as updates. */
function updatesFor(audience: Audience, said: readonly Said[]): Update[] {
  const known = new Set<string>();
  return said.flatMap((message) => {
    if (message.audience !== audience) return [];
    if (message.features.filter((f) => SUBSTANCE.has(f)).length < LEAST_SUBSTANCE) return [];
    const words = gist(message.text);
    const repeated = known.has(words);
    known.add(words);
    return [{ second: message.second, worth: repeated ? REPEATED : 1 }];
  });
}

type Rule = ScoreSpec["cadence"][number];

interface Kept {
  readonly share: number;
  readonly first: Second | null;
  readonly longest: Second;
}

/** Walks over the gaps between updates: every gap owes one update, a gap of n periods owes n. */
function follow(rule: Rule, updates: readonly Update[], start: Second, end: Second): Kept {
  let [due, kept, longest] = [0, 0, 0];
  let from = start;
  let allowed = rule.first;
  const within = updates.filter((u) => u.second <= end);
  for (const { second, worth } of within) {
    const gap = Math.max(0, second - from);
    const onTime = gap <= allowed * GRACE;
    due += onTime ? 1 : Math.ceil(gap / allowed);
    kept += onTime ? worth : worth * LATE;
    longest = Math.max(longest, gap);
    from = Math.max(from, second);
    allowed = rule.every;
  }
  // The last gap is judged only by what had fallen due in it.
  if (end - from > allowed * GRACE) due += Math.floor((end - from) / allowed);
  longest = Math.max(longest, end - from);
  return { share: due === 0 ? 0 : Math.min(1, kept / due), first: within[0]?.second ?? null, longest };
}

/** Updates due and kept from `start` to `end`, by audience: the first within `first` seconds, each further one within `every`. */
export function cadenceMarks(spec: ScoreSpec, said: readonly Said[], start: Second, end: Second): Mark[] {
  return spec.cadence.map((rule) => {
    const { share, first, longest } = follow(rule, updatesFor(rule.audience, said), start, end);
    return {
      id: `cadence-${rule.audience}`,
      dimension: "communicate",
      label: `Updates for ${rule.audience} on time`,
      points: rule.points * share,
      of: rule.points,
      second: first,
      state: stateOf(share),
      seen: [],
      reason:
        first === null
          ? `Nobody told ${rule.audience} anything of substance. The first word was due within ${duration(rule.first)}, then one at least every ${duration(rule.every)}: silence makes people invent their own story.`
          : `First update after ${duration(Math.max(0, first - start))} (due within ${duration(rule.first)}); longest silence ${duration(longest)} (at most ${duration(rule.every)}).`,
      source: rule.source,
    } satisfies Mark;
  });
}
