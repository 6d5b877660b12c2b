import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { PanelId } from "#domain/telemetry";
import { type Exercise, heldRole, mayAct, seatIds } from "../exercise";
import { asScore, type Judged, type Reason, reasonsOf, tooLittle } from "./judged";

/** Panels in which one digs; on the others one sees how it stands. */
const DIGGING: ReadonlySet<string> = new Set<PanelId>([
  "logs",
  "traces",
  "trace",
  "config",
  "probe",
  "dump",
  "explore",
  "database",
  "runtime",
  "terminal",
]);

const LEAST = 5;

const isDigging = ({ kind, data }: JournalEntry): boolean => kind === "look" && DIGGING.has(String(data.panel));
const isActing = ({ kind, data }: JournalEntry): boolean => kind === "operation" && data.phase === "requested";

const othersResolve = ({ room }: Exercise, seat: string, at: Second): boolean =>
  room.tenures.some(
    (tenure) =>
      tenure.role === "resolver" && tenure.seat !== seat && tenure.from <= at && (tenure.to === null || at < tenure.to),
  );

/**
 * Whether whoever commands leads instead of searching: of everything that was looked into and done, the share that was
 * neither the commander's searching nor an action by somebody who is no resolver.
 */
export function command(exercise: Exercise): Judged {
  const seats = seatIds(exercise);
  const work = exercise.journal.filter((entry) => seats.has(entry.by) && (isDigging(entry) || isActing(entry)));
  if (!exercise.room.tenures.some(({ role }) => role === "commander")) return tooLittle("nobody was in command.");
  if (work.length < LEAST) return tooLittle(`fewer than ${LEAST} things were looked into or done.`);
  const searching: Reason[] = [];
  const acting: Reason[] = [];
  for (const entry of work) {
    const { second } = entry.at;
    // Whoever commands may be a resolver too, or stand in for one: then it is right only while there is nobody else.
    const leads = heldRole(exercise, entry.by, "commander", second) && othersResolve(exercise, entry.by, second);
    if (isDigging(entry) && leads) {
      searching.push({ second, text: `The commander searched in ${entry.data.panel}.`, speaks: "against" });
    } else if (isActing(entry) && (leads || !mayAct(exercise, entry.by, second))) {
      const what = String(entry.data.action).replaceAll("-", " ");
      const who = leads ? "the commander" : "somebody who was no resolver";
      acting.push({ second, text: `An action (${what}) was taken by ${who}.`, speaks: "against" });
    }
  }
  const wrong = searching.length + acting.length;
  return {
    score: asScore(1 - wrong / work.length),
    sentence: `Of ${work.length} things that were looked into or done, ${searching.length} were searched by the commander and ${acting.length} done by somebody whose work it was not.`,
    reasons: reasonsOf([
      ...searching,
      ...acting,
      ...(wrong === 0
        ? [{ second: null, text: "Searching and acting were left to those whose work it is.", speaks: "for" } as const]
        : []),
    ]),
  };
}
