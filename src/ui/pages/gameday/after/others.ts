import { areComparable } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run, RunHeader } from "#domain/run";
import type { TeamResult } from "#modes/gameday/compare";
import { type Report, reportOf } from "#modes/gameday/report";
import type { Services } from "../../../services";
import { clockWhen } from "../../../when";
import { type Told, tell } from "./told";

/** Runs of other teams on the same drill, variant and seed that are stored here, as far as they are over; newest first. */
export async function othersHere(header: RunHeader, services: Services): Promise<readonly Run[]> {
  const { runs } = services;
  const listed = (await runs.list()).filter(
    ({ id, drill, variant, clock, status }) =>
      id !== header.id &&
      drill === header.drill &&
      variant === header.variant &&
      clock === "team" &&
      status === "finished",
  );
  const loaded = await Promise.all(listed.map(({ id }) => runs.load(id)));
  return loaded.filter((run): run is Run => run !== null && areComparable(header, run.header));
}

/** A run in a file that somebody opened. Rejects with what is wrong with it, in a sentence. */
export async function runInFile(text: string): Promise<Run> {
  const { decodeRunFile } = await import("#session/files");
  const opened = decodeRunFile(text);
  if (!opened.ok) throw new Error(opened.error.text);
  return opened.value.file.run;
}

/** What is compared of a team; its name is that of its room where this browser knows it, with who led it and when it was. */
export async function resultOf(program: Program, run: Run, services: Services): Promise<TeamResult> {
  const told = await tell(program, run, services);
  const [rooms, listed] = await Promise.all([services.rooms().then((each) => each.list()), services.runs.list()]);
  const room = rooms.find((each) => each.run === run.header.id);
  const stored = listed.find(({ id }) => id === run.header.id);
  const when = stored === undefined ? "" : clockWhen(stored.createdAt, services.clock.now());
  return toldResult(told, room?.title ?? "Another team", when);
}

/** The same of a run that is told already. */
function toldResult({ run, exercise, stages, plan, frozen }: Told, title: string, when: string): TeamResult {
  const report = reportOf(exercise, { stages, plan, score: frozen.scorecard });
  return { name: teamName(title, report, when), header: run.header, report, impact: frozen.scorecard.impact };
}

/** What a team is called among others: often all played under one title. */
export function teamName(title: string, { roles }: Report, when = ""): string {
  const leader = roles.find(({ role }) => role === "commander")?.name;
  return [title, leader !== undefined && `led by ${leader}`, when].filter(Boolean).join(", ");
}
