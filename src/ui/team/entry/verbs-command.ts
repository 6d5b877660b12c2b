import { OBJECTION_OPTIONS } from "#modes/gameday/command";
import { apart, deed, minutesBlank, openPolls, pair, said, tasksOf, timed, words } from "./outcomes";
import type { Verb } from "./verb";

/** Deciding, tasks, polls, timers. */
export const COMMAND: readonly Verb[] = [
  {
    key: "d",
    label: "decides",
    right: "team.decide",
    choices: null,
    blanks: ({ room }) => [
      words("What is decided"),
      { name: "why", label: "Why" },
      {
        name: "by",
        label: "Who carries it out",
        options: [
          { value: "", label: "Nobody named" },
          ...room.seats
            .filter(({ roles }) => roles.some((role) => role !== "facilitator" && role !== "observer"))
            .map(({ name }) => ({ value: name, label: name })),
        ],
      },
    ],
    outcome: (saying, _, values) =>
      deed(
        {
          do: "decide",
          decision: saying.fresh("decision"),
          text: said(values),
          why: (values.why ?? "").trim(),
          by: values.by ?? "",
        },
        saying,
      ),
  },
  {
    key: "t",
    label: "gets a task",
    right: null,
    choices: null,
    obstacle: ({ giver }) => (giver === null ? "Nobody who plays on this screen gives tasks." : null),
    blanks: ({ giver }) => [words(`What ${giver?.name ?? "somebody"} asks for`), minutesBlank],
    outcome: ({ seat, giver, fresh }, _, values) => {
      const { text, minutes } = timed(values);
      return deed({ do: "assign", task: fresh("task"), to: seat.id, text, minutes }, { seat: giver ?? seat });
    },
  },
  {
    key: "a",
    label: "acknowledges a task",
    right: "team.progress",
    choices: (saying) => tasksOf(saying, (state) => state === "open"),
    none: "has no task that waits",
    outcome: (saying, task) => deed({ do: "progress", task, state: "acknowledged", text: "" }, saying),
  },
  {
    key: "x",
    label: "has done a task",
    right: "team.progress",
    choices: (saying) => tasksOf(saying, () => true),
    none: "has no open task",
    blanks: () => [words("What came of it", false)],
    outcome: (saying, task, values) => deed({ do: "progress", task, state: "done", text: said(values) }, saying),
  },
  {
    key: "q",
    label: "asks for strong objections",
    right: "team.poll",
    choices: null,
    blanks: () => [words("To what")],
    outcome: (saying, _, values) =>
      deed({ do: "poll", poll: saying.fresh("poll"), question: said(values), options: [...OBJECTION_OPTIONS] }, saying),
  },
  {
    key: "v",
    label: "votes",
    right: "team.vote",
    choices: (saying) =>
      openPolls(saying).flatMap(({ id, question, options }) =>
        options.map((label, option) => ({ id: pair(id, option), label, detail: question })),
      ),
    none: "has nothing to vote on",
    blanks: () => [words("Why", false)],
    outcome: (saying, choice, values) => {
      const [poll, option] = apart(choice);
      return deed({ do: "vote", poll, option: Number(option), text: said(values) }, saying);
    },
  },
  {
    key: "m",
    label: "sets a timer",
    right: "team.timer",
    choices: null,
    blanks: () => [words("For what"), { ...minutesBlank, needed: true, hint: "Or end the words with “10m”." }],
    outcome: (saying, _, values) => {
      const { text, minutes } = timed(values);
      return deed({ do: "timer", timer: saying.fresh("timer"), label: text, minutes: minutes ?? 10 }, saying);
    },
  },
];
