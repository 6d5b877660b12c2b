import type { InterviewState } from "#modes/interview/fold";
import { incidentMarkdown } from "#modes/interview/incident/markdown";
import { ownScore } from "#modes/interview/markdown";
import { awayWords } from "#modes/interview/pace";
import type { Incidents } from "./useIncidents";

/** The incident rounds of an interview as Markdown, with why there is no score where there is none. */
export function incidentTexts({ rounds: states }: InterviewState, { rounds, outcomes }: Incidents): readonly string[] {
  return rounds.flatMap((index) => {
    const state = states[index];
    const outcome = outcomes.get(index);
    if (state === undefined) return [];
    const title = `Round ${index + 1}: the incident`;
    if (outcome?.state !== "scored") {
      return [`## ${title}\n\nNo score: ${outcome?.why ?? "it was still being worked out when this was written."}`];
    }
    const away = awayWords(state.away);
    const remarks = [
      ...ownScore(state.self, outcome.score.total, "score"),
      ...(away === null ? [] : [`${away.charAt(0).toUpperCase()}${away.slice(1)}.`]),
    ];
    return [incidentMarkdown(outcome.score, state.said, outcome.startsAt, title, remarks)];
  });
}
