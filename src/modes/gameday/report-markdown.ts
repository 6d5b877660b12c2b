import type { Second } from "#domain/ids";
import { HOT_WASH_COLUMNS, type HotWashColumn } from "#domain/team";
import { clock, duration, fixed } from "#lib/format";
import { list, plain, section, table } from "./markdown";
import { type Observed, type Report, TOP_GAPS } from "./report";
import { audienceName, roleName } from "./words";

/** Said at the beginning and the end: nobody is to take it for a real incident. */
export const EXERCISE_LINE = "**EXERCISE.** This was a rehearsal. Nothing of it happened in production.";

const COLUMNS: Readonly<Record<HotWashColumn, string>> = {
  kept: "To be kept",
  changed: "To be changed",
  wondered: "Wondered",
};

const STAGE_NAMES: Readonly<Record<string, string>> = {
  detect: "Detect",
  acknowledge: "Acknowledge",
  assign: "Assign",
  diagnose: "Diagnose",
  mitigate: "Mitigate",
  resolve: "Resolve",
  validate: "Validate",
};

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function whatItWas(report: Report, at: (second: Second) => string): string {
  const { drill, code, seed, variant, length, stopped, when } = report;
  return list(
    [
      `Incident: ${plain(drill)} (${plain(code)})`,
      ...(when === "" ? [] : [`Held: ${plain(when)}`]),
      `Length: ${duration(Math.max(0, length))} of simulated time`,
      `To play the same again: variant ${plain(variant)}, seed ${seed}`,
      ...(stopped === null
        ? []
        : [
            `Stopped at ${at(stopped.at)} for a real incident${stopped.reason === "" ? "" : `: ${plain(stopped.reason)}`}`,
          ]),
    ],
    "",
  );
}

function people(report: Report, at: (second: Second) => string): string {
  const rows = report.roles.map(({ name, role, from, to }) => [
    plain(name),
    upper(roleName(role)),
    from <= 0 ? "the beginning" : at(from),
    to === null ? "the end" : at(to),
  ]);
  const handovers = report.handovers.map(
    ({ at: second, role, from, to, checked, skipped, text }) =>
      `${at(second)} ${upper(roleName(role))}: ${plain(from)} to ${plain(to)}, ${checked.length} of ${checked.length + skipped.length} points gone through${text.trim() === "" ? "" : `: ${plain(text)}`}`,
  );
  return [table(["Who", "Role", "From", "To"], rows, "Nobody took a seat."), list(handovers, "")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function observed(items: readonly Observed[]): string {
  return list(
    items.map(({ id, expectation, ticks }) => {
      const what =
        expectation === null
          ? plain(id)
          : `${plain(expectation.title)} (${expectation.points}): ${plain(expectation.good)}`;
      const seen = ticks.map(
        ({ met, text, by }) =>
          `${met ? "met" : "missed"}${text.trim() === "" ? "" : `, ${plain(text)}`} (${plain(by)})`,
      );
      return `${what} — ${seen.length === 0 ? "not observed" : seen.join("; ")}`;
    }),
    "",
  );
}

function stages({ stages: found }: Report, at: (second: Second) => string): string {
  if (found === null) return "";
  const rows = found.team.map(({ id, to, seconds, note }, nth) => {
    const best = found.expert?.[nth]?.seconds ?? null;
    return [
      STAGE_NAMES[id] ?? id,
      to === null ? "–" : at(to),
      seconds === null ? "–" : duration(seconds),
      best === null ? "–" : duration(best),
      plain(note),
    ];
  });
  return section("Stages", table(["Stage", "Reached", "Took", "Expert", ""], rows, ""));
}

function dimensions({ dimensions: all, score }: Report, at: (second: Second) => string): string {
  const parts = all.map(({ title, score: points, sentence, reasons }) => {
    const head = `### ${title}${points === null ? "" : `: ${points} of 100`}`;
    const lines = reasons.map(
      ({ second, text, speaks }) =>
        `${speaks === "for" ? "For" : "Against"}: ${second === null ? "" : `${at(second)} `}${plain(text)}`,
    );
    return [head, plain(sentence), ...(lines.length === 0 ? [] : [list(lines, "")])].join("\n\n");
  });
  const whole =
    score === null
      ? ""
      : `The incident itself: ${Math.round(score.total)} of 100${score.cap === null ? "" : `, no more than that because ${plain(score.cap.reason)}`}.`;
  return section("How the team worked", "About the team as a whole, never about one person.", whole, ...parts);
}

function afterwards({ hotWash, feedback, gaps }: Report): readonly string[] {
  const columns = HOT_WASH_COLUMNS.map((column) =>
    [
      `### ${COLUMNS[column]}`,
      list(
        hotWash.filter((card) => card.column === column).map(({ text, by }) => `${plain(text)} (${plain(by)})`),
        "Nothing was written.",
      ),
    ].join("\n\n"),
  );
  const means = feedback.questions.map(({ id, mean, answers }) => [plain(id), fixed(mean, 1), String(answers)]);
  const rows = gaps.map(({ text, owner, due }, nth) => [
    nth < TOP_GAPS ? String(nth + 1) : "",
    plain(text),
    owner.trim() === "" ? "nobody yet" : plain(owner),
    due.trim() === "" ? "not set" : plain(due),
  ]);
  return [
    section("Gaps", table(["", "Gap", "Owner", "Due"], rows, "No gap was named.")),
    section("Hot wash", ...columns),
    section(
      "Feedback",
      table(["Question", "Mean of 1 to 5", "Answers"], means, "Nobody gave feedback."),
      list(feedback.texts.map(plain), ""),
    ),
  ];
}

/** A report as Markdown. Whatever people wrote stays text: nothing of it becomes a heading, a link or HTML. */
export function reportMarkdown(report: Report): string {
  const at = (second: Second) => clock(report.startOfDay + second);
  const { decisions, tasks, communication, chronicle, injects } = report;
  const parts = [
    `# After-action report: ${plain(report.title)}`,
    EXERCISE_LINE,
    whatItWas(report, at),
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
        tasks.map(({ givenAt, text, owners, acknowledgedAt, endedAt, state }) => [
          at(givenAt),
          plain(text),
          owners.map(plain).join(" → "),
          acknowledgedAt === null ? "never" : duration(Math.max(0, acknowledgedAt - givenAt)),
          endedAt === null ? state : `${state} at ${at(endedAt)}`,
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
          upper(audienceName(audience)),
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
