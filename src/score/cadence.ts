import type { ScoreSpec } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Mark } from "#domain/score";
import { duration } from "#lib/format";

/** An update counts for an audience when it says something about impact, action or the next update. */
const SUBSTANCE = ["impact", "action", "next-update", "status"];

function isUpdate(entry: JournalEntry, audience: string): boolean {
  if (entry.kind !== "message" || entry.data.audience !== audience) return false;
  const features = entry.data.features;
  return Array.isArray(features) && features.filter((f: string) => SUBSTANCE.includes(f)).length >= 2;
}

/** Updates due and kept from the first page to the resolution: the first within `first` seconds, each further one within `every`. */
export function cadenceMarks(spec: ScoreSpec, journal: readonly JournalEntry[], start: Second, end: Second): Mark[] {
  return spec.cadence.map((rule) => {
    const times = journal.filter((entry) => isUpdate(entry, rule.audience)).map((entry) => entry.at.second);
    const gaps = { due: 0, kept: 0, worst: 0, worstAt: null as Second | null };
    let from = start;
    let allowed = rule.first;
    for (const time of [...times.filter((t) => t <= end), end]) {
      const closing = time === end && !times.includes(end);
      const gap = time - from;
      // A period the run ended in is only judged when the update was already due.
      if (!closing || gap > allowed) {
        gaps.due += Math.max(1, Math.ceil(gap / allowed - 1e-9));
        if (!closing && gap <= allowed) gaps.kept += 1;
        else if (!closing) gaps.kept += 0.5 / Math.max(1, gap / allowed);
        if (gap > gaps.worst) {
          gaps.worst = gap;
          gaps.worstAt = time;
        }
      }
      from = time;
      allowed = rule.every;
    }
    const share = gaps.due === 0 ? 0 : Math.min(1, gaps.kept / gaps.due);
    const first = times[0];
    return {
      id: `cadence-${rule.audience}`,
      dimension: "communicate",
      label: `Updates for ${rule.audience} on time`,
      points: rule.points * share,
      of: rule.points,
      second: first ?? null,
      state: share >= 0.995 ? "earned" : share <= 0.005 ? "missed" : "partly",
      seen: [],
      reason:
        first === undefined
          ? `Nobody told ${rule.audience} anything. The first word was due within ${duration(rule.first)}, then one at least every ${duration(rule.every)}: silence makes people invent their own story.`
          : `First update after ${duration(first - start)} (due within ${duration(rule.first)}); longest silence ${duration(gaps.worst)} (at most ${duration(rule.every)}).`,
      source: rule.source,
    } satisfies Mark;
  });
}
