import type { Groups, Rule } from "#language/rules";
import type { TextRule } from "./contract";

/** The rules a postmortem is read by: what is shown is what decides. The examples are tried by the tests. */
export const TEXT_RULES = [
  {
    id: "names",
    kind: "blame",
    title: "Roles and systems, not names",
    why: "Who is named once in such a document tells less the next time. The role says as much, and stays true when people change.",
    examples: [
      {
        bad: "Radka rolled the order service back at 18:52.",
        good: "The order engineer rolled the order service back at 18:52.",
      },
    ],
  },
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
    id: "failed-to",
    kind: "blame",
    title: "Nobody failed, forgot or overlooked",
    why: "A person who failed is where most searches end. What let one missing step through is where this one begins.",
    examples: [
      {
        bad: "The developer forgot to add the variable to the third overlay.",
        good: "The third overlay had no variable, and no step of the pipeline compares the overlays.",
      },
      { bad: "The database team failed to add an index.", good: "The index was missing from migration 0088." },
    ],
  },
  {
    id: "judgement",
    kind: "blame",
    title: "No judgement of people",
    why: "Careless and reckless describe the writer's view after the fact. The work was done by people who meant well, with what they knew.",
    examples: [
      {
        bad: "A careless restart threw the evidence away.",
        good: "The restart at 18:49 removed the heap that would have shown the leak.",
      },
    ],
  },
  {
    id: "human-error",
    kind: "blame",
    title: "No human error, nobody at fault",
    why: "Human error is where the questions begin and not their answer: what made it easy to do, and hard to see?",
    examples: [
      {
        bad: "The outage was caused by human error.",
        good: "The console runs an UPDATE without a limit and keeps its transaction open for 6 minutes.",
      },
      {
        bad: "The warehouse team was to blame for the locks.",
        good: "The packing desk keeps the slot locked while it calls the order service.",
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
    id: "nobody",
    kind: "blame",
    title: "What would have shown it, not that nobody saw it",
    why: "Nobody is everybody. A signal that did not exist can be built; attention cannot.",
    examples: [
      {
        bad: "Nobody noticed the killed pods.",
        good: "No alert counts killed pods; 8 were killed before the page.",
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
  {
    id: "you",
    kind: "blame",
    title: "It is about a system and speaks to nobody",
    why: "Whoever reads “you” looks for who is meant.",
    examples: [
      {
        bad: "Your rollback took 3 minutes.",
        good: "The rollback took 3 minutes.",
      },
    ],
  },
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
    id: "unproved",
    kind: "vague",
    title: "Known, or not known",
    why: "Probably hides whether somebody looked. Say what shows it, or that it is not known and who finds out.",
    examples: [
      {
        bad: "It was probably the release.",
        good: "Pods of the earlier build failed at the same rate, so the release is not it.",
      },
    ],
  },
  {
    id: "something",
    kind: "vague",
    title: "Name the thing",
    why: "Somehow, something and and so on stand where the reader needs a name.",
    examples: [{ bad: "Somehow the pool ran dry.", good: "The pool of 120 connections was full at 10:15:20." }],
  },
  {
    id: "one-cause",
    kind: "vague",
    title: "More than one cause",
    why: "Who writes the root cause stops at the first one. A trigger, what it fell on and what was missing are three.",
    examples: [
      {
        bad: "The root cause was a missing variable.",
        good: "The flag was the trigger; the missing variable and a client that waits 10 s made it an outage.",
      },
    ],
  },
  {
    id: "passive",
    kind: "vague",
    title: "Who, or what, did it",
    why: "It was decided, it was restarted: by a person, a job, a platform? The next step differs for each.",
    examples: [
      {
        bad: "The service was restarted at 18:49.",
        good: "The order engineer restarted the service at 18:49.",
      },
      { bad: "It was decided to wait.", good: "The incident lead decided to wait until 12:30." },
    ],
  },
  {
    id: "improve",
    kind: "vague",
    title: "An action that can be finished",
    why: "Nobody can say on its day whether monitoring has been improved, or whether something has been looked into.",
    examples: [
      { bad: "Improve monitoring.", good: "Page when 1 % of orders fail for 2 minutes." },
      { bad: "Look into the timeouts.", good: "Set the timeout of order to shipping to 2 s." },
    ],
  },
  {
    id: "empty",
    kind: "vague",
    title: "No part is left empty",
    why: "Title, summary, impact and detection are what most readers read, and all that some do.",
    examples: [{ bad: "", good: "Orders failed in one region for 14 minutes" }],
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
  {
    id: "action-owner",
    kind: "vague",
    title: "An action has an owner",
    why: "What everybody owns is done by nobody. One name or one team; here a name is right.",
    examples: [
      {
        bad: "Page when 1 % of orders fail · due: 2026-12-01 · seen by: it pages in the next drill",
        good: "Page when 1 % of orders fail · owner: Orders · due: 2026-12-01 · seen by: it pages in the next drill",
      },
    ],
  },
  {
    id: "action-due",
    kind: "vague",
    title: "An action has a day",
    why: "Soon is never. A day can be asked about.",
    examples: [
      {
        bad: "Page when 1 % of orders fail · owner: Orders · seen by: it pages in the next drill",
        good: "Page when 1 % of orders fail · owner: Orders · due: 2026-12-01 · seen by: it pages in the next drill",
      },
    ],
  },
  {
    id: "action-check",
    kind: "vague",
    title: "An action says how one sees that it works",
    why: "Done is not the same as working. The check is what one tries on that day.",
    examples: [
      {
        bad: "Page when 1 % of orders fail · owner: Orders · due: 2026-12-01",
        good: "Page when 1 % of orders fail · owner: Orders · due: 2026-12-01 · seen by: it pages in the next drill",
      },
    ],
  },
] as const satisfies readonly TextRule[];

export type TextRuleId = (typeof TEXT_RULES)[number]["id"];

/** Words that patterns refer to. */
export const GROUPS = {
  person: [
    "he!",
    "she!",
    "you!",
    "someone",
    "somebody",
    "anyone",
    "team",
    "developer",
    "engineer",
    "admin",
    "administrator",
    "dev",
    "colleague",
    "analyst",
    "manager",
    "author!",
    "reviewer",
    "responder",
    "guy",
    "who!",
    "i!",
    "we!",
  ],
  counted: [
    "user",
    "customer",
    "request",
    "order",
    "people",
    "client",
    "traveller",
    "shopper",
    "error",
    "failure",
    "pod",
    "instance",
    "message",
    "payment",
    "booking",
    "service",
    "minute",
    "hour",
    "second",
    "time",
    "alert",
  ],
  field: [
    "monitoring",
    "monitor",
    "alerting",
    "alert",
    "test",
    "testing",
    "communication",
    "process",
    "documentation",
    "observability",
    "resilience",
    "awareness",
    "quality",
    "visibility",
    "logging",
    "tooling",
    "runbook",
  ],
  deed: [
    "decided!",
    "agreed!",
    "assumed!",
    "noticed!",
    "deployed!",
    "released!",
    "restarted!",
    "reverted!",
    "rolled!",
    "changed!",
    "raised!",
    "lowered!",
    "disabled!",
    "enabled!",
    "switched!",
    "turned!",
    "skipped!",
    "ignored!",
    "escalated!",
    "informed!",
    "communicated!",
    "declared!",
    "scaled!",
    "increased!",
  ],
} satisfies Groups;

const FIGURES: Rule = { any: ["#number", "#percent", "#time", "#in"] };

/** What is found by words. Negated, it is found as well: "did not follow the process" is what is looked for. */
export const TEXT_PHRASES = {
  "should-have": { polar: { any: ["should have", "should of!", "ought to have", "@person ~1 could have"] } },
  "failed-to": {
    polar: {
      any: [
        "@person ~2 fail to",
        "@person ~2 forget|neglect|overlook|omit",
        "@person ~1 miss|ignore",
        "@person ~2 not ~1 bother|check|test|notice",
        "@person ~1 break|botch|mess",
      ],
    },
  },
  judgement: {
    polar: {
      any: [
        "careless",
        "sloppy",
        "negligent",
        "negligence",
        "lazy",
        "incompetent",
        "stupid",
        "reckless",
        "irresponsible",
        "unprofessional",
        "inexperienced",
        "foolish",
        "amateur",
        "clueless",
        "panicked!",
        "bad|poor decision|judgement|judgment",
        "lack ~1 care|discipline|diligence|attention|knowledge",
      ],
    },
  },
  "human-error": {
    polar: {
      any: [
        "human|operator|user|pilot|manual error|mistake",
        "at fault!",
        "to blame",
        "blame ~2 @person",
        "@person ~1 fault!",
        "his!|her!|their!|your! fault!",
        "fault! of|by! ~2 @person",
        "responsible for! ~2 outage|incident|failure|error|fault",
        "make ~2 mistake|error",
        "mistake of|by! ~3 @person",
      ],
    },
  },
  procedure: {
    polar: {
      any: [
        "violate|ignore|bypass|skip|circumvent ~3 procedure|process|policy|rule|runbook|checklist",
        "not ~1 follow ~3 procedure|process|policy|rule|runbook|checklist|instruction",
      ],
    },
  },
  nobody: { polar: { any: ["nobody|noone! ~1 @see", "no one ~1 @see"] } },
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
  you: { polar: "you!|your!|yours!|yourself!" },
  "how-many": {
    rule: { polar: "some!|several|many!|few!|lots!|numerous|various|most!|countless|plenty ~2 @counted" },
    without: FIGURES,
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
    without: FIGURES,
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
    without: FIGURES,
  },
  unproved: {
    polar: {
      any: [
        "probably!",
        "maybe!",
        "perhaps!",
        "apparently!",
        "presumably!",
        "seemingly!",
        "possibly!",
        "seems!|seemed!",
        "we|i believe|guess|suspect",
        "might ~1 have been!",
        "may! ~1 have been!",
      ],
    },
  },
  something: {
    polar: {
      any: [
        "somehow!",
        "something!",
        "stuff!",
        "etc!",
        "and so! on!",
        "and so! forth!",
        "things! like|such",
        "some reason",
      ],
    },
  },
  "one-cause": { polar: { any: ["root causes?", "only!|single!|real!|true! cause!"] } },
  passive: {
    rule: { polar: "was!|were! ~1 @deed" },
    without: { polar: { any: ["by! the|a|an|our|its|their|itself|automation|gitops|automatically", "automatically"] } },
  },
  improve: {
    polar: {
      any: [
        "improve|enhance|strengthen|increase ~3 @field",
        "better|more ~1 @field",
        "investigate",
        "look into",
        "think about",
        "consider!",
        "explore",
        "raise awareness",
        "revisit",
        "review ~3 @field",
        "discuss",
      ],
    },
  },
} satisfies Readonly<Partial<Record<TextRuleId, Rule>>>;

export type PhraseId = keyof typeof TEXT_PHRASES;

/** Rules that read only actions and what went poorly: elsewhere their words are innocent. */
export const ONLY_ACTIONS: ReadonlySet<PhraseId> = new Set(["improve", "care"]);
