import { AUDIENCES, type Audience } from "#domain/commands";
import { AUDIENCE_WORDS, nameOf } from "../../words";
import { deed, said, words } from "./outcomes";
import type { Verb } from "./verb";
import { COMMAND } from "./verbs-command";
import { INCIDENT } from "./verbs-incident";
import { TALK } from "./verbs-talk";

/** What only a facilitator does. */
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

/** What people say and do, in the order in which it is listed. Every key is there once. */
export const VERB_GROUPS = [
  { label: "Command", verbs: COMMAND },
  { label: "Talk and write", verbs: TALK },
  { label: "The incident", verbs: INCIDENT },
  { label: "The exercise", verbs: EXERCISE },
] as const;
export const VERBS: readonly Verb[] = VERB_GROUPS.flatMap(({ verbs }) => verbs);
