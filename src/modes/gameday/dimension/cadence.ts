import type { Second } from "#domain/ids";
import { duration } from "#lib/format";
import type { Exercise } from "../exercise";
import { audienceName } from "../words";
import { asScore, type Judged, type Reason, reasonsOf, tooLittle } from "./judged";

/**
 * Whether everybody heard in time how it stands, by the cadence of the drill: of the updates that fell due between
 * acknowledgement and end, the share that was not late. A time for the next update that was said counts as that.
 */
export function cadence({ scene, journal, ackedAt, endedAt }: Exercise): Judged {
  const rules = scene.score.cadence;
  if (rules.length === 0) return tooLittle("this drill owes nobody updates.");
  if (ackedAt === null) return tooLittle("nobody took the page, so that nothing fell due.");
  const reasons: Reason[] = [];
  const before = ({ at }: { readonly at: { readonly second: Second } }) => at.second <= endedAt;
  let owed = 0;
  let missed = 0;
  for (const { audience, first, every } of rules) {
    const late = journal.filter((e) => e.kind === "update-late" && e.data.audience === audience && before(e));
    const told = journal.filter((e) => e.kind === "message" && e.data.audience === audience && before(e));
    const length = endedAt - ackedAt;
    // What fell due: the first, and one a period from then on; a gap that was announced makes fewer.
    const periods = length < first ? 0 : 1 + Math.floor((length - first) / Math.max(1, every));
    if (periods === 0 && told.length === 0) continue;
    const due = Math.max(late.length, Math.min(Math.max(1, periods), told.length + late.length));
    owed += due;
    missed += late.length;
    for (const { at, data } of late) {
      const after = at.second - Number(data.due);
      const text = after > 0 ? `was still missing ${duration(after)} after it was due` : "was due and did not come";
      reasons.push({ second: at.second, text: `An update for ${audienceName(audience)} ${text}.`, speaks: "against" });
    }
    const [opening] = told;
    if (opening !== undefined && opening.at.second - ackedAt <= first) {
      const text = `The first word for ${audienceName(audience)} came ${duration(Math.max(0, opening.at.second - ackedAt))} after the acknowledgement.`;
      reasons.push({ second: opening.at.second, text, speaks: "for" });
    }
  }
  if (owed === 0) return tooLittle("it was over before the first update fell due.");
  return {
    score: asScore(1 - missed / owed),
    sentence: `${owed - missed} of ${owed} updates that were owed came in time.`,
    reasons: reasonsOf(reasons),
  };
}
