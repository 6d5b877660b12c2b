import type { Rule } from "#language/rules";
import type { TextRule } from "../contract";

/** Rules about actions: that they can be finished, by somebody, by a day, and be seen to work. */
export const ACTIONS = [
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

/** The words they go by. */
export const ACTIONS_PHRASES = {
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
} satisfies Readonly<Partial<Record<(typeof ACTIONS)[number]["id"], Rule>>>;
