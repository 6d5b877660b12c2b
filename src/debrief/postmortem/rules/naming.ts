import type { Rule } from "#language/rules";
import type { TextRule } from "../contract";

/** Rules about saying what it was: known or not known, by name, by whom. */
export const NAMING = [
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
    id: "empty",
    kind: "vague",
    title: "No part is left empty",
    why: "Title, summary, impact and detection are what most readers read, and all that some do.",
    examples: [{ bad: "", good: "Orders failed in one region for 14 minutes" }],
  },
] as const satisfies readonly TextRule[];

/** The words they go by. */
export const NAMING_PHRASES = {
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
} satisfies Readonly<Partial<Record<(typeof NAMING)[number]["id"], Rule>>>;
