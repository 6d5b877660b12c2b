import { AUDIENCES, type Audience, type CommandBody, MECHANISMS, type Mechanism } from "#domain/commands";
import type { Seat, TeamDeed } from "#domain/team";
import { OBJECTION_OPTIONS } from "#modes/gameday/command";
import type { ConsolePanel } from "../../console-state";
import { panelsOf } from "../../panels-open";
import { AUDIENCE_WORDS, MECHANISM_WORDS, nameOf } from "../../words";
import { type Blank, type Outcome, type Saying, splitMinutes, type Values, type Verb } from "./verb";

const give = (body: CommandBody, seat: Seat): Outcome => ({ kind: "command", body, seat });
const deed = (args: TeamDeed, { seat }: Pick<Saying, "seat">): Outcome => give({ kind: "team", args }, seat);
const screen = (panel: ConsolePanel | null, palette = false): Outcome => ({ kind: "screen", panel, palette });

const words = (label: string, needed = true): Blank => ({ name: "words", label, needed });
const said = (values: Values): string => (values.words ?? "").trim();
const minutesBlank: Blank = {
  name: "minutes",
  label: "Minutes",
  hint: "Or end the words with “10m”. Empty: none.",
  isMinutes: true,
  initial: "10",
};

/** The words and the minutes, wherever they were written. */
function timed(values: Values): { readonly text: string; readonly minutes: number | null } {
  const { text, minutes } = splitMinutes(said(values));
  const written = (values.minutes ?? "").trim();
  return { text, minutes: minutes ?? (written === "" ? null : Number(written)) };
}

const tasksOf = ({ room, seat }: Saying, isWanted: (state: string) => boolean) =>
  room.tasks
    .filter(({ owner, endedAt, state }) => owner === seat.id && endedAt === null && isWanted(state))
    .map(({ id, text }) => ({ id, label: text }));

const openPolls = ({ room }: Saying) => room.polls.filter(({ closedAt }) => closedAt === null);
/** Two ids in one choice. Ids of deeds have no blank in them. */
const pair = (a: string, b: string | number): string => `${a} ${b}`;
const apart = (choice: string): readonly [string, string] => {
  const at = choice.lastIndexOf(" ");
  return [choice.slice(0, at), choice.slice(at + 1)];
};

const COMMAND: readonly Verb[] = [
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

const TALK: readonly Verb[] = [
  {
    key: "s",
    label: "says to…",
    right: null,
    choices: ({ view }) =>
      AUDIENCES.filter((audience) => canSay(view.team, audience) || canDraft(view.team, audience)).map((audience) => ({
        id: audience,
        key: audience.charAt(0),
        label: AUDIENCE_WORDS[audience].label,
        detail: canSay(view.team, audience) ? AUDIENCE_WORDS[audience].place : "as a draft, to be approved",
      })),
    none: "writes to nobody",
    blanks: ({ seat }) => [words(`What ${seat.name} says`)],
    outcome: (saying, choice, values) => {
      const audience = choice as Audience;
      const text = said(values);
      if (canSay(saying.view.team, audience)) return give({ kind: "say", args: { audience, text } }, saying.seat);
      return deed({ do: "draft", draft: saying.fresh("draft"), audience, text }, saying);
    },
  },
  {
    key: "r",
    label: "answers a request",
    right: "answer",
    choices: ({ view }) =>
      view.requests
        .filter(({ state }) => state === "open")
        .flatMap(({ id, from, text, options }) =>
          options.map((option) => ({
            id: pair(id, option.id),
            label: option.label,
            detail: `${nameOf(view.people, from)}: ${text}`,
          })),
        ),
    none: "is asked for nothing",
    outcome: ({ seat }, choice) => {
      const [request, option] = apart(choice);
      return give({ kind: "answer", args: { request, option } }, seat);
    },
  },
  {
    key: "y",
    label: "approves a draft, or not",
    right: "team.approve",
    choices: ({ room }) =>
      room.drafts
        .filter(({ state }) => state === "open")
        .flatMap(({ id, text }) => [
          { id: pair(id, "yes"), label: "Publish", detail: text },
          { id: pair(id, "no"), label: "Send back", detail: text },
        ]),
    none: "has no draft to approve",
    blanks: (_, choice) => (apart(choice)[1] === "no" ? [words("What is wrong with it")] : []),
    outcome: (saying, choice, values) => {
      const [draft, verdict] = apart(choice);
      return deed({ do: "approve", draft, approved: verdict === "yes", text: said(values) }, saying);
    },
  },
  {
    key: "n",
    label: "has something for the timeline",
    right: "team.entry",
    choices: null,
    blanks: () => [words("What happened")],
    outcome: (saying, _, values) =>
      deed({ do: "entry", entry: saying.fresh("entry"), at: saying.view.now, text: said(values) }, saying),
  },
];

const INCIDENT: readonly Verb[] = [
  {
    key: "k",
    label: "takes the page",
    right: "ack",
    choices: ({ view }) =>
      view.pages.filter(({ ackedAt }) => ackedAt === null).map(({ id, title }) => ({ id, label: title })),
    none: "has no page that waits",
    outcome: ({ seat }, page) => give({ kind: "ack", args: { page } }, seat),
  },
  {
    key: "e",
    label: "declares a severity",
    right: "severity",
    choices: () => [1, 2, 3, 4].map((level) => ({ id: String(level), label: `SEV-${level}` })),
    outcome: ({ seat }, level) => give({ kind: "severity", args: { level: Number(level) as 1 | 2 | 3 | 4 } }, seat),
  },
  {
    key: "h",
    label: "has a hypothesis",
    right: "hypothesis",
    choices: null,
    blanks: ({ view }) => [
      words("In their words", false),
      {
        name: "mechanism",
        label: "Kind of cause",
        needed: true,
        options: [
          { value: "", label: "Choose…" },
          ...MECHANISMS.map((value) => ({ value, label: MECHANISM_WORDS[value] })),
        ],
      },
      {
        name: "node",
        label: "Service",
        needed: true,
        options: [
          { value: "", label: "Choose…" },
          ...view.system.nodes.map(({ id, label }) => ({ value: id as string, label })),
        ],
      },
    ],
    outcome: ({ seat, fresh }, _, values) =>
      give(
        {
          kind: "hypothesis",
          args: {
            id: fresh("h"),
            mechanism: values.mechanism as Mechanism,
            node: values.node ?? "",
            region: null,
            text: said(values),
            state: "open",
          },
        },
        seat,
      ),
  },
  {
    key: "f",
    label: "shares a finding",
    right: "team.share",
    choices: ({ view, room }) =>
      view.facts
        .filter(({ id }) => !room.shared.some(({ fact }) => fact === id))
        .map(({ id, text }) => ({ id: id as string, label: text })),
    none: "knows nothing that was not told",
    outcome: (saying, fact) => deed({ do: "share", fact }, saying),
  },
  {
    key: "c",
    label: "calls it resolved",
    right: "resolve",
    choices: null,
    blanks: () => [words("What was wrong, and what was done")],
    outcome: ({ seat }, _, values) => give({ kind: "resolve", args: { text: said(values) } }, seat),
  },
  {
    key: "o",
    label: "looks at…",
    right: "look",
    choices: ({ view }) =>
      panelsOf(view.team)
        .filter(({ group }) => group === "see" || group === "inside")
        .map(({ id, label, keys }) => ({ id, label, key: keys.split(" ")[1] ?? id })),
    none: "has no panels",
    outcome: (_, panel) => screen(panel as ConsolePanel),
  },
  {
    key: "p",
    label: "does an action",
    right: "act",
    choices: null,
    outcome: () => screen("actions", true),
  },
];

const EXERCISE: readonly Verb[] = [
  {
    key: "i",
    label: "speaks as somebody of the drill…",
    right: "team.inject",
    choices: ({ view }) => view.people.map(({ id, name, role }) => ({ id: id as string, label: name, detail: role })),
    none: "has nobody to speak as",
    blanks: ({ view }, person) => [
      words(`What ${nameOf(view.people, person)} says`),
      {
        name: "audience",
        label: "Where",
        options: AUDIENCES.map((value) => ({ value, label: AUDIENCE_WORDS[value].place })),
        initial: "incident",
      },
    ],
    outcome: (saying, person, values) => {
      const audience = values.audience as Audience;
      const effect = { kind: "remark", from: person, audience, text: said(values), interrupts: false } as const;
      const title = `${nameOf(saying.view.people, person)} speaks`;
      return deed({ do: "inject", inject: saying.fresh("spoken"), title, effects: [effect] }, saying);
    },
  },
];

const canSay = (team: Saying["view"]["team"], audience: Audience): boolean =>
  team?.speaks.includes(audience) === true && team.may.includes("say");
const canDraft = (team: Saying["view"]["team"], audience: Audience): boolean =>
  team !== null && audience !== "incident" && team.may.includes("team.draft");

/** What people say and do, in the order in which it is listed. Every key is there once. */
export const VERB_GROUPS = [
  { label: "Command", verbs: COMMAND },
  { label: "Talk and write", verbs: TALK },
  { label: "The incident", verbs: INCIDENT },
  { label: "The exercise", verbs: EXERCISE },
] as const;
export const VERBS: readonly Verb[] = VERB_GROUPS.flatMap(({ verbs }) => verbs);
