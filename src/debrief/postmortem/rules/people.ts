import type { Rule } from "#language/rules";
import type { TextRule } from "../contract";

/** Rules about people: what they did is told, and nobody is judged. */
export const PEOPLE = [
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
] as const satisfies readonly TextRule[];

/** The words they go by. */
export const PEOPLE_PHRASES = {
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
  you: { polar: "you!|your!|yours!|yourself!" },
  nobody: { polar: { any: ["nobody|noone! ~1 @see", "no one ~1 @see"] } },
} satisfies Readonly<Partial<Record<(typeof PEOPLE)[number]["id"], Rule>>>;
