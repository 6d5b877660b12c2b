import type { Rule } from "#language/rules";
import type { TextRule } from "../contract";

/** Rules about what is only clear afterwards. */
export const HINDSIGHT = [
  {
    id: "should-have",
    kind: "blame",
    title: "What was, not what should have been",
    why: "What somebody should have done did not happen, so it explains nothing. What they saw, and why it made sense to them, does.",
    examples: [
      {
        bad: "The on-call engineer should have looked at the map first.",
        good: "The on-call engineer opened the logs first, because the page named a log line.",
      },
      {
        bad: "The reviewer could have seen the empty address.",
        good: "The diff showed 40 files, and the empty address stood in none of them.",
      },
    ],
  },
  {
    id: "procedure",
    kind: "blame",
    title: "A rule that was not followed had a reason",
    why: "Procedures are left where they do not fit the work. Say what it asked for and what stood in the way.",
    examples: [
      {
        bad: "The release bypassed the process.",
        good: "The process asks for two approvals, and at 03:00 one approver was on shift.",
      },
    ],
  },
  {
    id: "hindsight",
    kind: "blame",
    title: "No hindsight",
    why: "It is obvious now. At that minute there were ten things to look at, and this was one of them.",
    examples: [
      {
        bad: "It was obvious that the flag had done it.",
        good: "The flag rose at 12:06 and errors began at 12:06; the list of changes showed 3 changes in those minutes.",
      },
    ],
  },
  {
    id: "care",
    kind: "blame",
    title: "More care is no action",
    why: "People are as careful on the next day as on this one. Change what they work with.",
    examples: [
      {
        bad: "Be more careful with open transactions.",
        good: "End transactions that are idle for 60 s, by idle_in_transaction_session_timeout.",
      },
    ],
  },
] as const satisfies readonly TextRule[];

/** The words they go by. */
export const HINDSIGHT_PHRASES = {
  "should-have": { polar: { any: ["should have", "should of!", "ought to have", "@person ~1 could have"] } },
  procedure: {
    polar: {
      any: [
        "violate|ignore|bypass|skip|circumvent ~3 procedure|process|policy|rule|runbook|checklist",
        "not ~1 follow ~3 procedure|process|policy|rule|runbook|checklist|instruction",
      ],
    },
  },
  hindsight: {
    polar: {
      any: [
        "obvious",
        "obviously",
        "clearly!",
        "of! course!",
        "in! hindsight|retrospect",
        "easily!",
        "simply!",
        "trivial",
        "if! only!",
        "everybody|everyone know",
        "any|every engineer|developer ~2 know|see",
        "plain to see",
      ],
    },
  },
  care: {
    polar: {
      any: [
        "be ~1 careful|vigilant|attentive|diligent",
        "more careful|attention|care!|vigilance|discipline",
        "pay ~1 attention",
        "take! ~1 care!",
        "remember to",
        "remind ~3 @person",
        "double check",
        "make sure! ~2 @person",
        "think twice",
        "try harder",
        "retrain",
      ],
    },
  },
} satisfies Readonly<Partial<Record<(typeof HINDSIGHT)[number]["id"], Rule>>>;
