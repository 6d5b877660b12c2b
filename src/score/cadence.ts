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

/**
 * An update says at least two of these. One alone is what everybody writes anyway: "we are working on it" leaves open
 * who is hit, "next update at 12:40" whether anything has changed. In words, for the reason of the mark.
 */
const SUBSTANCE: ReadonlyMap<string, string> = new Map([
  ["impact", "who is affected"],
  ["action", "what is being done"],
  ["status", "how it stands"],
  ["next-update", "when the next word comes"],
]);
const LEAST_SUBSTANCE = 2;

/** At most so many messages that did not count are named, by their first words. */
const NAMED = 3;
const QUOTED = 48;

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

/** Messages to an audience: those that count as updates, and why others do not, or not wholly. */
interface Heard {
  readonly updates: readonly Update[];
  readonly faults: readonly string[];
}

function hear(audience: Audience, said: readonly Said[], start: Second, end: Second): Heard {
  const known = new Set<string>();
  const updates: Update[] = [];
  const faults: string[] = [];
  for (const message of said) {
    if (message.audience !== audience) continue;
    const { second } = message;
    const at = `“${opening(message.text)}” (${duration(Math.max(0, second - start))} in)`;
    const has = [...SUBSTANCE.keys()].filter((f) => message.features.includes(f));
    if (has.length < LEAST_SUBSTANCE) {
      const only = has.map((f) => SUBSTANCE.get(f)).join("");
      if (second <= end)
        faults.push(`${at} did not count: it says ${only === "" ? "none of the four" : `only ${only}`}`);
      continue;
    }
    const words = gist(message.text);
    if (known.has(words) && second <= end) faults.push(`${at} counts half: the same words as before`);
    updates.push({ second, worth: known.has(words) ? REPEATED : 1 });
    known.add(words);
  }
  return { updates, faults };
}

/** The first words of a message, as a quotation. */
function opening(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= QUOTED) return line;
  const cut = line.lastIndexOf(" ", QUOTED);
  return `${line.slice(0, cut > 0 ? cut : QUOTED)} …`;
}

/** What did not count, in one or two sentences; empty when everything did. */
function explained(faults: readonly string[]): string {
  if (faults.length === 0) return "";
  const rest = faults.length > NAMED ? `; and ${faults.length - NAMED} more` : "";
  const asked = [...SUBSTANCE.values()].join(", ");
  return ` ${faults.slice(0, NAMED).join("; ")}${rest}. An update says at least two of these: ${asked}.`;
}

type Rule = ScoreSpec["cadence"][number];

interface Kept {
  readonly share: number;
  readonly first: Second | null;
  readonly longest: Second;
  /** How many updates came late. */
  readonly late: number;
}

/** Walks over the gaps between updates: every gap owes one update, a gap of n periods owes n. */
function follow(rule: Rule, updates: readonly Update[], start: Second, end: Second): Kept {
  let [due, kept, longest, late] = [0, 0, 0, 0];
  let from = start;
  let allowed = rule.first;
  const within = updates.filter((u) => u.second <= end);
  for (const { second, worth } of within) {
    const gap = Math.max(0, second - from);
    const onTime = gap <= allowed * GRACE;
    due += onTime ? 1 : Math.ceil(gap / allowed);
    kept += onTime ? worth : worth * LATE;
    if (!onTime) late++;
    longest = Math.max(longest, gap);
    from = Math.max(from, second);
    allowed = rule.every;
  }
  // The last gap is judged only by what had fallen due in it.
  if (end - from > allowed * GRACE) due += Math.floor((end - from) / allowed);
  longest = Math.max(longest, end - from);
  return { share: due === 0 ? 0 : Math.min(1, kept / due), first: within[0]?.second ?? null, longest, late };
}

/** Updates due and kept from `start` to `end`, by audience: the first within `first` seconds, each further one within `every`. */
export function cadenceMarks(spec: ScoreSpec, said: readonly Said[], start: Second, end: Second): Mark[] {
  return spec.cadence.map((rule) => {
    const { updates, faults } = hear(rule.audience, said, start, end);
    const { share, first, longest, late } = follow(rule, updates, start, end);
    const lateness = late > 0 ? ` ${late} came late and ${late === 1 ? "counts" : "count"} half.` : "";
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
          ? `Nobody told ${rule.audience} anything of substance. The first word was due within ${duration(rule.first)}, then one at least every ${duration(rule.every)}: silence makes people invent their own story.${explained(faults)}`
          : `First update after ${duration(Math.max(0, first - start))} (due within ${duration(rule.first)}); longest silence ${duration(longest)} (at most ${duration(rule.every)}).${lateness}${explained(faults)}`,
      source: rule.source,
    } satisfies Mark;
  });
}
