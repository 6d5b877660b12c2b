import type { StoryPart } from "#domain/documents";
import type { Rule } from "#language/rules";

export type StoryRuleId =
  | "i-did"
  | "figure"
  | "alternative"
  | "reason"
  | "learned"
  | "blame"
  | "names"
  | "order"
  | "length"
  | "empty";

/** Where a rule looks: a part, all of them, or a version as it is told. */
export type Scope = StoryPart | "parts" | "version";

export interface StoryRule {
  readonly id: StoryRuleId;
  readonly scope: Scope;
  readonly label: string;
  /** One sentence for who writes. */
  readonly why: string;
  /** The same thing told so that it is found, and so that it is not. */
  readonly bad: string;
  readonly good: string;
  /** A gap holds a story back; a hint may be overruled. */
  readonly weight: "gap" | "hint";
}

/** The rules of a story: what is shown is what decides. The examples are tried by the tests. */
export const STORY_RULES: readonly StoryRule[] = [
  {
    id: "empty",
    scope: "parts",
    label: "Every part says something",
    why: "A listener who misses a part asks for it, and the minute is gone.",
    bad: "",
    good: "I was on call for the web shop of a mail-order company.",
    weight: "gap",
  },
  {
    id: "i-did",
    scope: "action",
    label: "I, not only we",
    why: "They hire you and not your team: who did it must be heard.",
    bad: "We looked at the dashboards and we rolled the release back.",
    good: "I split the errors by region and rolled the release back.",
    weight: "gap",
  },
  {
    id: "alternative",
    scope: "action",
    label: "A choice between two things",
    why: "Only what was decided against something else is a decision.",
    bad: "I rolled the release back.",
    good: "I could have waited for a fix; I rolled the release back instead.",
    weight: "gap",
  },
  {
    id: "reason",
    scope: "action",
    label: "Why you chose it",
    why: "The reason shows how you think when it counts; what you did shows only what happened.",
    bad: "I rolled the release back and not forward.",
    good: "I rolled back, because the errors had begun with the release and the step could be undone.",
    weight: "gap",
  },
  {
    id: "figure",
    scope: "result",
    label: "A figure in the result",
    why: "A result without a figure is an opinion.",
    bad: "After that it was much better and customers were happy.",
    good: "Errors fell from 9 % to 0.2 % within three minutes.",
    weight: "gap",
  },
  {
    id: "learned",
    scope: "learning",
    label: "What is different since",
    why: "Who has learned something does something differently; say what.",
    bad: "It was an interesting week.",
    good: "Since then I ask for the last change before I open a graph.",
    weight: "gap",
  },
  {
    id: "blame",
    scope: "parts",
    label: "Nobody is to blame",
    why: "Whoever blames colleagues in an interview will blame the next ones, too.",
    bad: "The database team forgot to add the index.",
    good: "The index was missing, and nothing in the pipeline could see that.",
    weight: "gap",
  },
  {
    id: "names",
    scope: "parts",
    label: "Nothing confidential",
    why: "Hosts, addresses and customers' names belong to your employer; who tells them here will tell yours elsewhere.",
    bad: "The pods on db-prod-03.internal wrote to anna.k@example.com.",
    good: "The pods of the orders database wrote to one of the customers.",
    weight: "hint",
  },
  {
    id: "order",
    scope: "version",
    label: "From situation to result",
    why: "A listener who knows the end first stops listening to the rest.",
    bad: "In the end 4,000 requests failed. It began when I was paged.",
    good: "I was paged at noon. In the end 4,000 requests failed.",
    weight: "hint",
  },
  {
    id: "length",
    scope: "version",
    label: "As long as it is meant to be",
    why: "A minute is a minute: too long and you are cut off, too short and nothing stays.",
    bad: "I was paged, I rolled back, it worked.",
    good: "",
    weight: "hint",
  },
];

/** What is found by words, in the language of `#language/rules`. Negated, it is found as well: "I did not wait" is a choice. */
export const STORY_PHRASES = {
  "we-did": { polar: { any: ["we", "us", "our!", "ours!"] } },
  alternative: {
    polar: {
      any: [
        "instead",
        "rather than",
        "instead of",
        "could have",
        "could also|as",
        "alternative",
        "option|choice",
        "other way|answer|option",
        "decide against|between|not|to",
        "choose|chose",
        "over! waiting|restarting|rolling",
        "prefer",
        "against! ~4 because",
        "either ~6 or",
        "two ~2 ways|options|things",
      ],
    },
  },
  reason: {
    polar: {
      any: [
        "because",
        "since! ~3 i|it|the",
        "so that",
        "the reason",
        "in order to",
        "as! i|it|the|we",
        "knew|know",
        "could be undo",
        "can be undo",
        "not simply be undo",
        "reversible",
        "had not ~2 name",
        "cause ~3 writing",
        "less risk",
        "risk",
      ],
    },
  },
  learned: {
    polar: {
      any: [
        "since then|that",
        "next time",
        "learn",
        "would ~3 differently|same|again|rather",
        "from then on",
        "today i",
        "now i",
        "we|i ~2 now",
        "follow-up",
        "follow ups|up",
        "change ~4 how|so",
        "keep from",
        "miss",
        "lack",
        "lesson",
      ],
    },
  },
  began: {
    polar: {
      any: ["page", "alert", "call me|us", "situation", "it begin", "on call", "customers ~3 complain|report|write"],
    },
  },
  ended: { polar: { any: ["in the end", "as a result", "resolved", "the outcome", "result was", "took ~8 until"] } },
} satisfies Readonly<Record<string, Rule>>;

/** What an interviewer asks next, by part. */
export const PROMPTS: Readonly<Record<StoryPart, { readonly hint: string; readonly asks: readonly string[] }>> = {
  situation: {
    hint: "Where were you, what was running, and who noticed? Two or three sentences; nobody knows your company.",
    asks: [
      "What did the system do, and for how many people?",
      "How did you hear of it, and when?",
      "What made it serious?",
    ],
  },
  task: {
    hint: "What was yours to do? Say it so that the difference to your colleagues' part is heard.",
    asks: ["Who else was there, and who led?", "What would have happened if you had done nothing?"],
  },
  action: {
    hint: "What you looked at, what you decided between, and why. In order, in the first person.",
    asks: [
      "What did you look at first, and what did it rule out?",
      "What else could you have done, and why did you not?",
      "What did you know when you decided, and what not?",
      "Whom did you tell, and what?",
    ],
  },
  result: {
    hint: "Figures: how long, how many, how much less than before. And how you knew that it was over.",
    asks: ["How did you know that it had worked?", "What did it cost, in minutes, requests or money?"],
  },
  learning: {
    hint: "What went wrong in how you did it, and what is different since.",
    asks: ["What would you do differently?", "What was changed so that it does not come back, and who did it by when?"],
  },
};
