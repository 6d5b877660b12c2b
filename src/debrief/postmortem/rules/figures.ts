import type { Rule } from "#language/rules";
import type { TextRule } from "../contract";
import { A_FIGURE } from "./words";

/** Rules about figures: how many, how long, how much. */
export const FIGURES = [
  {
    id: "how-many",
    kind: "vague",
    title: "How many is a figure",
    why: "Some is 3 to one reader and 30,000 to the next; what it is worth to prevent it depends on which.",
    examples: [
      { bad: "Many customers could not pay.", good: "3,120 orders failed, 9 % of those that were tried." },
      { bad: "Several pods were killed.", good: "6 of 8 pods were killed within a minute." },
    ],
  },
  {
    id: "how-long",
    kind: "vague",
    title: "How long is a figure, too",
    why: "A while and quickly cannot be compared with the next time.",
    examples: [
      {
        bad: "It took a while until the page went off.",
        good: "The page went off 2 min 10 s after the first failure.",
      },
      { bad: "The rollback helped quickly.", good: "Failures fell to zero 90 s after the rollback." },
    ],
  },
  {
    id: "how-much",
    kind: "vague",
    title: "Much and badly need a figure",
    why: "Degraded, severe and issues say how it felt. What could people no longer do, and how much slower was it?",
    examples: [
      { bad: "Checkout had severe issues.", good: "Checkout answered 502 to 48 % of requests." },
      { bad: "Latency rose significantly.", good: "The 95th percentile rose from 0.3 s to 10 s." },
    ],
  },
  {
    id: "impact-figure",
    kind: "vague",
    title: "The impact has a figure",
    why: "Without one it cannot be told whether the actions are worth their price.",
    examples: [
      {
        bad: "Customers in Europe could not order.",
        good: "3,120 orders failed between 12:06 and 12:20, all in Europe.",
      },
    ],
  },
  {
    id: "detection-time",
    kind: "vague",
    title: "The detection says how long it took",
    why: "The time from the first failure to the first person who knew is the part that an alert can shorten.",
    examples: [
      {
        bad: "The alert on failed orders went off.",
        good: "The alert on failed orders went off 2 min 10 s after the first failure.",
      },
    ],
  },
] as const satisfies readonly TextRule[];

/** The words they go by. */
export const FIGURES_PHRASES = {
  "how-many": {
    rule: { polar: "some!|several|many!|few!|lots!|numerous|various|most!|countless|plenty ~2 @counted" },
    without: A_FIGURE,
  },
  "how-long": {
    rule: {
      polar: {
        any: [
          "a! while!",
          "some! time!",
          "long! time!",
          "quickly!",
          "quick!",
          "soon!",
          "shortly!",
          "eventually!",
          "recently!",
          "at some! point!",
          "a! bit! later!",
          "slowly!",
          "for! long!",
        ],
      },
    },
    without: A_FIGURE,
  },
  "how-much": {
    rule: {
      polar: {
        any: [
          "significantly!|considerably!|slightly!|drastically!|dramatically!|substantially!|massively!|heavily!|badly!|greatly!",
          "severe|severely|huge|massive|serious|major!|minor! impact|outage|problem|degradation|issue|slowdown",
          "performance|service ~2 degraded!|poor",
          "degraded! performance|service",
          "have|experience|see|cause ~2 issues!|problems!|trouble!",
          "very|quite|rather! slow|high|low|many|long|bad",
        ],
      },
    },
    without: A_FIGURE,
  },
} satisfies Readonly<Partial<Record<(typeof FIGURES)[number]["id"], Rule>>>;
