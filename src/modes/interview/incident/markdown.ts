import type { IncidentSaying } from "#domain/interview";
import { clock, duration } from "#lib/format";
import type { StepId } from "./course";
import type { IncidentLine } from "./lines";
import type { IncidentDimension, IncidentScore } from "./score";

/** What the steps of an incident are called. */
export const STEP_WORDS: Readonly<Record<StepId, string>> = {
  impact: "See who is hurt",
  stabilise: "Stabilise",
  verify: "Verify",
  investigate: "Know the cause",
  prevent: "Prevent",
};

/** Who speaks in a line of the conversation. */
export const speakerOf = ({ kind }: IncidentSaying): string =>
  kind === "request" ? "You" : kind === "hint" ? "Hint" : "Interviewer";

/** Points with one decimal where it matters, and a minus sign. */
export const pointsText = (value: number): string => String(Math.round(value * 10) / 10).replace("-", "−");

/** What a line got, of what there was to get; only the cost, where there was nothing to get. */
export const gotText = ({ points, of }: IncidentLine): string =>
  of === 0 ? pointsText(points) : `${pointsText(points)} / ${pointsText(of)}`;

/** In the middle of Markdown text that somebody wrote stays one line of its own. */
const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");

function dimensionText({ label, weight, score, lines }: IncidentDimension, startsAt: number): string {
  const items = lines.map((line) => {
    const when = line.second === null ? "never" : clock(startsAt + line.second);
    return `- ${when} **${line.label}**: ${gotText(line)}. ${line.reason} (${line.source})`;
  });
  return [`### ${label}: ${Math.round(score)} of 100, counts ${weight} %`, items.join("\n")].join("\n\n");
}

/**
 * What an incident round came to, as Markdown: each line with its time of day, points, reason and source; the order; what was said.
 * @param said what was said in it
 * @param startsAt second of the day at which the run began
 * @param title its heading, without the signs
 */
export function incidentMarkdown(
  score: IncidentScore,
  said: readonly IncidentSaying[],
  startsAt: number,
  title: string,
  remarks: readonly string[],
): string {
  const { total, dimensions, order, hints, began, ended } = score;
  const at = (second: number | null): string => (second === null ? "never" : clock(startsAt + second));
  return [
    `## ${title}`,
    [
      `Score ${Math.round(total)} of 100, in ${duration(ended - began)}${hints === 0 ? "" : `, with ${hints} ${hints === 1 ? "step" : "steps"} of hints`}.`,
      ...remarks,
    ].join(" "),
    ...dimensions.map((dimension) => dimensionText(dimension, startsAt)),
    "### Order",
    order.note,
    [
      "| Step | You | Expert |",
      "| --- | --- | --- |",
      ...order.steps.map(({ id, second, expert }) => `| ${STEP_WORDS[id]} | ${at(second)} | ${at(expert)} |`),
    ].join("\n"),
    ...(said.length === 0
      ? []
      : [
          "### What was said",
          said
            .map((each) => {
              const meant = each.kind === "request" && each.intent !== null ? ` (meant: ${each.intent})` : "";
              return `- ${at(each.second)} ${speakerOf(each)}${meant}: ${oneLine(each.text)}`;
            })
            .join("\n"),
        ]),
  ].join("\n\n");
}
