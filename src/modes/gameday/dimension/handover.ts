import type { Second } from "#domain/ids";
import type { TeamRole } from "#domain/team";
import { duration } from "#lib/format";
import { checklistOf } from "../checklists";
import { done } from "../deeds";
import type { Exercise } from "../exercise";
import { roleName } from "../words";
import { asScore, type Judged, quoted, type Reason, reasonsOf, tooLittle } from "./judged";

/** Roles whose hand-over matters to the incident. */
const MINDED: ReadonlySet<TeamRole> = new Set(["commander", "deputy", "resolver", "communications", "scribe"]);
/** Nobody leads well for longer. */
const LONGEST: Second = 3 * 3600;
/** A task whose owner is gone may wait so long for another. */
const PATIENCE: Second = 300;

interface Worth {
  readonly worth: number;
  readonly reason: Reason;
}

function ofRoles({ room }: Exercise): readonly Worth[] {
  return room.handovers
    .filter(({ role }) => MINDED.has(role))
    .map(({ role, at, skipped }) => {
      const points = checklistOf(role);
      const left = points.filter(({ id }) => skipped.includes(id));
      const worth = 1 - left.length / Math.max(1, points.length);
      const what = `The role of ${roleName(role)} was handed over`;
      const text =
        left.length === 0
          ? `${what} with every point of the checklist.`
          : `${what} without ${left.length} of ${points.length} points, such as: ${left[0]?.text ?? ""}.`;
      return { worth, reason: { second: at, text, speaks: worth >= 0.7 ? "for" : "against" } };
    });
}

/** Tasks of somebody who dropped out: handed on within minutes, or left lying. */
function ofTasks({ team, room, endedAt }: Exercise): readonly Worth[] {
  return done(team.deeds, "leave").flatMap(({ seat, second }) => {
    if (second > endedAt) return [];
    const back = done(team.deeds, "return").find((deed) => deed.seat === seat && deed.second >= second)?.second;
    return room.tasks.flatMap((task): Worth[] => {
      const nth = task.owners.findLastIndex(({ since }) => since <= second);
      const over = task.endedAt !== null && task.endedAt <= second;
      if (task.owners[nth]?.seat !== seat || over) return [];
      const next = task.owners[nth + 1]?.since ?? task.endedAt ?? back ?? null;
      const waited = (next ?? endedAt) - second;
      if (next === null && waited <= PATIENCE) return [];
      const worth = next === null ? 0 : Math.max(0, Math.min(1, 2 - waited / PATIENCE));
      const text =
        next === null
          ? `Somebody dropped out, and nobody took their task ${quoted(task.text)}.`
          : `Somebody dropped out; their task ${quoted(task.text)} was taken up ${duration(waited)} later.`;
      return [{ worth, reason: { second, text, speaks: worth >= 0.7 ? "for" : "against" } }];
    });
  });
}

/** Commands that lasted longer than anybody should hold one. */
function ofLength({ room, endedAt }: Exercise): readonly Worth[] {
  return room.tenures.flatMap(({ role, from, to }): Worth[] => {
    const held = Math.min(to ?? endedAt, endedAt) - Math.max(0, from);
    if (role !== "commander" || held <= LONGEST) return [];
    const text = `Command was held for ${duration(held)} without a break.`;
    return [{ worth: 0, reason: { second: Math.max(0, from) + LONGEST, text, speaks: "against" } }];
  });
}

/** Whether roles and tasks went from one to another with all that belongs to them. */
export function handover(exercise: Exercise): Judged {
  const all = [...ofRoles(exercise), ...ofTasks(exercise), ...ofLength(exercise)];
  if (all.length === 0) return tooLittle("nothing was handed over, and nothing needed to be.");
  const share = all.reduce((sum, { worth }) => sum + worth, 0) / all.length;
  return {
    score: asScore(share),
    sentence: `${all.filter(({ reason }) => reason.speaks === "for").length} of ${all.length} hand-overs were whole and in time.`,
    reasons: reasonsOf(all.map(({ reason }) => reason)),
  };
}
