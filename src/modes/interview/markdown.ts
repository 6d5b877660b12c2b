import type { InterviewHeader, Take } from "#domain/interview";
import type { Question } from "#domain/questions";
import type { ConceptStatus } from "#questions/assess";
import { calibrationWords, type Judge } from "./calibration";
import type { InterviewState, Turn } from "./fold";
import { timeWords } from "./pace";
import { type Basis, type InterviewScore, judgeOf, type QuestionScore } from "./scorecard";
import { takeWords } from "./speech";

const STATUS: Readonly<Record<ConceptStatus, string>> = { hit: "said", unclear: "unclear", missed: "not said" };
/** Said in every way out. */
export const CAVEAT =
  "Rubric coverage: how much of each rubric was heard in the words, by rules that are wrong now and then. It is not a hire decision.";

/** Said where something was spoken. */
const SPOKEN_CAVEAT =
  "What was spoken is read by nobody: its marks are those of whoever spoke, given while listening to the recording.";
const BASIS: Readonly<Record<Basis, string>> = {
  words: "",
  self: " (marked by oneself while listening)",
  partner: " (ticked by the interviewer)",
};

/** Recordings by id. */
export type TakesById = ReadonlyMap<string, Take>;

const spoken = ({ takes }: Pick<Turn, "takes">, known: TakesById): readonly string[] =>
  takes.map((id) => {
    const take = known.get(id);
    return take === undefined ? "Recorded; the recording is not here." : `Recorded: ${takeWords(take)}.`;
  });

const points = (value: number): string => `${Math.round(value)} of 100`;

/** One's own score beside another one, as sentences; nothing where there is none. */
export function ownScore(self: number | null, score: number, judge: Judge): readonly string[] {
  return self === null ? [] : [`Own score ${points(self)}. ${calibrationWords(self - score, judge)}`];
}
const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

function conceptLines({ question, concepts, assessment, text, overrides }: QuestionScore): readonly string[] {
  return concepts.map(({ id, counts, by }) => {
    const says = question.concepts.find((concept: Question["concepts"][number]) => concept.id === id)?.says ?? id;
    const spans = assessment.concepts.find((verdict) => verdict.id === id)?.spans ?? [];
    const words = [...new Set(spans.map(({ start, end }) => text.slice(start, end)))].slice(0, 3).join(" … ");
    const why = overrides.findLast(({ concept }) => concept === id)?.why ?? "";
    const how =
      by === "override"
        ? ` (changed by hand: ${why})`
        : by === "reply"
          ? " (when asked)"
          : by === "partner"
            ? " (heard by the interviewer)"
            : by === "self"
              ? " (marked by oneself)"
              : "";
    return `- ${by === "nobody" ? "not marked" : STATUS[counts]}${how}: ${says}${by === "answer" && counts !== "missed" && words !== "" ? ` — “${words}”` : ""}`;
  });
}

function roundText(one: QuestionScore, answer: Pick<Turn, "takes">, takes: TakesById): string {
  const { index, question, text, coverage, basis, self, outcomes, clarified, assessment, pace, away, isCut } = one;
  const flags = assessment.flags.map(({ id }) => question.flags.find((flag) => flag.id === id)?.says ?? id);
  const orders = assessment.orders.filter(({ kept }) => kept !== null);
  return [
    `## Round ${index + 1}: ${question.asks}`,
    `${coverage === null ? "Recorded and not marked yet, so without rubric coverage" : `Rubric coverage ${points(coverage)}${BASIS[basis]}`}${self === null ? "" : `, own score ${points(self)}`}; ${timeWords(pace.used, pace.box, away)}${isCut ? ", cut off" : ""}.`,
    ...(text.trim() === "" ? [] : [quoted(text)]),
    ...spoken(answer, takes),
    ...clarified.map(
      (asked) =>
        `Asked back: ${asked.index === null ? asked.text : (question.clarifications[asked.index]?.asks ?? asked.text)}`,
    ),
    ...outcomes.map(({ probe, reply, verdict }) =>
      [
        `**${probe.text}** (${reply.text.trim() !== "" ? STATUS[verdict.status] : reply.takes.length > 0 ? "spoken" : "not written down"})`,
        ...(reply.text.trim() === "" ? [] : [quoted(reply.text)]),
        ...spoken(reply, takes),
      ].join("\n\n"),
    ),
    conceptLines(one).join("\n"),
    ...orders.map(({ order, kept }) => `${kept === true ? "In order" : "Out of order"}: ${order.why}`),
    ...flags.map((says) => `Red flag: ${says}.`),
  ].join("\n\n");
}

/** A result as Markdown. `title` says whose and when, `incidents` what incident rounds came to, as Markdown of their own. */
export function interviewMarkdown(
  header: InterviewHeader,
  state: InterviewState,
  score: InterviewScore,
  title: string,
  bandWords: string | null,
  incidents: readonly string[] = [],
  takes: TakesById = new Map(),
): string {
  const { self, band, notes, elapsed, endedAt, away } = state;
  const { overall } = score;
  return `${[
    `# ${title}`,
    CAVEAT,
    ...(score.questions.some(({ basis }) => basis === "self") ? [SPOKEN_CAVEAT] : []),
    ...(overall === null
      ? []
      : [[`Overall ${points(overall)}.`, ...ownScore(self, overall, judgeOf(score))].join(" ")]),
    `Took ${timeWords(endedAt ?? elapsed, header.setup.minutes * 60, away)}.`,
    ...(band === null || bandWords === null
      ? []
      : [`The interviewer's recommendation: ${bandWords}, because ${band.why}`]),
    ...score.questions.map((one) => roundText(one, state.rounds[one.index]?.turns[0] ?? { takes: [] }, takes)),
    ...incidents,
    ...(notes.trim() === "" ? [] : ["## Notes", notes]),
    `Seed ${header.setup.seed}.`,
  ].join("\n\n")}\n`;
}
