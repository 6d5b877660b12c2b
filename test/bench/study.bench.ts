import { type Grade, STUDY_OPTIONS, type StudyEvent } from "#domain/study";
import { DAY } from "#modes/study/days";
import { foldStudy, NEW_MEMORY } from "#modes/study/fold";
import { forecastOf, queueOf } from "#modes/study/queue";
import { schedulerOf } from "#modes/study/schedule";
import { BERLIN, NOON, question } from "../modes/study-fixture";
import type { BenchResult } from "./run";

const CARDS = 1000;
const EVENTS = 20_000;
/** Goal: milliseconds for the log to become what is on screen. */
const GOAL = 50;
const ROUNDS = 15;

/** Twenty grades for each card, a few days late each. */
function longLog(ids: readonly string[]): readonly StudyEvent[] {
  const scheduler = schedulerOf(STUDY_OPTIONS, BERLIN);
  const memories = new Map(ids.map((id) => [id, NEW_MEMORY]));
  const events: StudyEvent[] = [];
  for (let i = 0; events.length < EVENTS; i++) {
    const card = ids[i % ids.length] ?? "";
    const before = memories.get(card) ?? NEW_MEMORY;
    const at = Math.max(NOON - 700 * DAY, before.due) + (i % 7) * 1000;
    const grade = ((i % 4) + 1) as Grade;
    const after = scheduler.preview(card, before, at)[grade];
    memories.set(card, after);
    const deed = { type: "review", card, grade, seconds: 20, before, after, typed: null } as const;
    events.push({ id: events.length + 1, at, deed });
  }
  return events;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A log of twenty thousand grades folded, and what is next found in it. */
export default async function study(): Promise<BenchResult> {
  const questions = Array.from({ length: CARDS }, (_, at) => question(`q-${at}`));
  const events = longLog(questions.map(({ id }) => `question:${id}`));
  const folds: number[] = [];
  const queues: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    const folded = foldStudy(events, questions);
    const middle = performance.now();
    const queue = queueOf(folded, NOON, BERLIN);
    forecastOf(folded, queue, BERLIN, 14);
    folds.push(middle - begin);
    queues.push(performance.now() - middle);
  }
  const [fold, queue] = [median(folds), median(queues)];
  return {
    name: `study: ${CARDS} cards, ${EVENTS} entries`,
    lines: [
      `fold ${fold.toFixed(1)} ms, queue and forecast ${queue.toFixed(1)} ms (medians of ${ROUNDS})`,
      `together ${((fold + queue) / GOAL).toFixed(2)} of the ${GOAL} ms there are`,
    ],
    met: fold + queue < GOAL,
  };
}
