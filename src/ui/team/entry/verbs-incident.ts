import { MECHANISMS, type Mechanism } from "#domain/commands";
import type { ConsolePanel } from "../../console-state";
import { panelsOf } from "../../panels-open";
import { MECHANISM_WORDS } from "../../words";
import { deed, give, said, screen, words } from "./outcomes";
import type { Verb } from "./verb";

/** The page, its severity, what is believed and found, looking and acting. */
export const INCIDENT: readonly Verb[] = [
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
