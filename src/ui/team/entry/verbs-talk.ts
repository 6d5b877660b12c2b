import { AUDIENCES, type Audience } from "#domain/commands";
import { AUDIENCE_WORDS, nameOf } from "../../words";
import { apart, deed, give, pair, said, words } from "./outcomes";
import type { Saying, Verb } from "./verb";

const canSay = (team: Saying["view"]["team"], audience: Audience): boolean =>
  team?.speaks.includes(audience) === true && team.may.includes("say");
const canDraft = (team: Saying["view"]["team"], audience: Audience): boolean =>
  team !== null && audience !== "incident" && team.may.includes("team.draft");

/** Messages, answers, drafts, the timeline. */
export const TALK: readonly Verb[] = [
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
