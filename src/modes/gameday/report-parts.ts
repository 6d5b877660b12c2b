import type { Second } from "#domain/ids";
import { HOT_WASH_COLUMNS, type HotWashColumn } from "#domain/team";
import { duration, fixed } from "#lib/format";
import { list, plain, section, table } from "./markdown";
import { type Observed, type Report, TOP_GAPS } from "./report";
import { roleName } from "./words";

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

/** How a task ended, or that it did not. */
export function outcome({ state, endedAt }: Report["tasks"][number], at: (second: Second) => string): string {
  if (endedAt !== null) return `${state} at ${at(endedAt)}`;
  return state === "open" ? "never acknowledged" : state === "acknowledged" ? "never ended" : state;
}

/** A text with a capital at its beginning. */
export const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What was played, how long, and how to play it again. */
export function whatItWas(report: Report, at: (second: Second) => string): string {
  const { drill, code, seed, variant, length, ending, stopped, when } = report;
  return list(
    [
      `Incident: ${plain(drill)} (${plain(code)})`,
      ...(when === "" ? [] : [`Held: ${plain(when)}`]),
      `Length: ${duration(Math.max(0, length))} of simulated time`,
      ...(ending === null ? [] : [`How it came out: **${plain(ending.title)}.** ${plain(ending.text)}`]),
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

/** Who held which role when, and hand-overs. */
export function people(report: Report, at: (second: Second) => string): string {
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

/** Expectations with what observers saw of them. */
export function observed(items: readonly Observed[]): string {
  return list(
    items.map(({ id, expectation, ticks }) => {
      const what =
        expectation === null
          ? plain(id)
          : `${plain(expectation.title)} (${expectation.points === 1 ? "1 point" : `${expectation.points} points`}): ${plain(expectation.good)}`;
      const seen = ticks.map(
        ({ met, text, by }) =>
          `${met ? "met" : "missed"}${text.trim() === "" ? "" : `, ${plain(text)}`} (${plain(by)})`,
      );
      return `${what} — ${seen.length === 0 ? "not observed" : seen.join("; ")}`;
    }),
    "",
  );
}

/** The stages with their times; empty where they were not measured. */
export function stages({ stages: found }: Report, at: (second: Second) => string): string {
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
  return section("Stages", table(["Stage", "Reached", "Took", "Expert", "What ended it"], rows, ""));
}

/** How the team worked, with the reasons. */
export function dimensions({ dimensions: all, score }: Report, at: (second: Second) => string): string {
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
      : `The incident itself: ${Math.round(score.total)} of 100.${score.cap === null ? "" : ` At most ${score.cap.total}: ${plain(score.cap.reason)}`}`;
  return section("How the team worked", "About the team as a whole, never about one person.", whole, ...parts);
}

/** Gaps, hot wash and feedback, a section each. */
export function afterwards({ hotWash, feedback, gaps }: Report): readonly string[] {
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
    nth < TOP_GAPS ? String(nth + 1) : "later",
    plain(text),
    owner.trim() === "" ? "nobody yet" : plain(owner),
    due.trim() === "" ? "not set" : plain(due),
  ]);
  return [
    section("Gaps", table(["Order", "Gap", "Owner", "Due"], rows, "No gap was named.")),
    section("Hot wash", ...columns),
    section(
      "Feedback",
      table(["Question", "Mean of 1 to 5", "Answers"], means, "Nobody gave feedback."),
      list(feedback.texts.map(plain), ""),
    ),
  ];
}
