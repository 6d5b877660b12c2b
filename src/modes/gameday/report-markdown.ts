import type { Second } from "#domain/ids";
import { clock, duration } from "#lib/format";
import { list, plain, section, table } from "./markdown";
import type { Report } from "./report";
import { afterwards, dimensions, observed, outcome, people, stages, upper, whatItWas } from "./report-parts";
import { audienceName } from "./words";

/** Said at the beginning and the end: nobody is to take it for a real incident. */
export const EXERCISE_LINE = "**EXERCISE.** This was a rehearsal. Nothing of it happened in production.";

/** A report as Markdown. Whatever people wrote stays text: nothing of it becomes a heading, a link or HTML. */
export function reportMarkdown(report: Report): string {
  const at = (second: Second) => clock(report.startOfDay + second);
  const { decisions, tasks, communication, chronicle, injects } = report;
  const parts = [
    `# After-action report: ${plain(report.title)}`,
    EXERCISE_LINE,
    whatItWas(report, at),
    ...(report.told.length === 0 ? [] : [section("What was told", ...report.told.map(plain))]),
    ...afterwards(report).slice(0, 1),
    section("Who held which role", people(report, at)),
    section(
      "Timeline",
      table(
        ["Time", "What happened", "Written by"],
        chronicle.map(({ at: second, text, source }) => [
          at(second),
          plain(text),
          source === "scribe" ? "the scribe" : "the log",
        ]),
        "Nothing was recorded.",
      ),
    ),
    stages(report, at),
    section(
      "Decisions",
      table(
        ["Time", "Decision", "Why", "Carried out by"],
        decisions.map(({ at: second, text, why, by }) => [at(second), plain(text), plain(why), plain(by)]),
        "No decision was recorded.",
      ),
    ),
    section(
      "Tasks",
      table(
        ["Given", "Task", "Owner", "Acknowledged after", "How it ended"],
        tasks.map((task) => [
          at(task.givenAt),
          plain(task.text),
          task.owners.map(plain).join(" → "),
          task.acknowledgedAt === null ? "never" : duration(Math.max(0, task.acknowledgedAt - task.givenAt)),
          outcome(task, at),
        ]),
        "No task was given.",
      ),
    ),
    section(
      "Communication",
      table(
        ["Time", "To", "From", "Text"],
        communication.map(({ at: second, audience, from, text }) => [
          at(second),
          upper(audienceName(audience).replace(/^the /, "")),
          plain(from),
          plain(text),
        ]),
        "Nothing was said.",
      ),
    ),
    section(
      "Injects",
      ...(injects.length === 0 ? ["There was none."] : []),
      ...injects.map(({ at: second, title, effects, observed: seen, discuss }) =>
        [
          `### ${at(second)} ${plain(title)}`,
          list(effects.map(plain), ""),
          observed(seen),
          ...(discuss.length === 0 ? [] : [`To discuss:\n\n${list(discuss.map(plain), "")}`]),
        ]
          .filter((part) => part !== "")
          .join("\n\n"),
      ),
      ...(report.observed.length === 0 ? [] : [`### The exercise as a whole\n\n${observed(report.observed)}`]),
    ),
    dimensions(report, at),
    ...afterwards(report).slice(1),
    EXERCISE_LINE,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
