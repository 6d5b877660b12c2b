import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import type { DeckCard, Guide } from "#domain/gameday";
import { newPlan } from "#modes/gameday/plan";
import { Toaster } from "#ui/kit/toast";
import PlanPage from "#ui/pages/gameday/plan/index";
import { LATEST } from "#ui/writing";
import { type Desk, desk, drill, show } from "./fixture";

export const ID = "gameday-plan";
export const { slug, title } = drill().card;
export const { people, system } = drill().base;
const [firstPerson] = people;
const [firstNode] = system.nodes;
if (firstPerson === undefined || firstNode === undefined) throw new Error("the drill has nobody and nothing");
export const person = firstPerson;
export const node = firstNode;

export const CARDS: readonly DeckCard[] = [
  {
    id: "logs-down",
    title: "The logs are gone",
    uses: ["too-fast"],
    when: "They find everything in the logs.",
    effects: [{ kind: "panel-down", panel: "logs", minutes: 6 }],
    read: "",
    expectations: [{ id: "other", title: "They look elsewhere", good: "Within a minute", points: 2, by: "resolver" }],
    discuss: [],
  },
  {
    id: "silent",
    title: "Ask for a summary",
    uses: ["communication"],
    when: "Nobody has said anything for long.",
    effects: [],
    read: "Ask {commander} for a summary.",
    expectations: [],
    discuss: [],
  },
  {
    id: "no-queue",
    title: "The {queue} stands",
    uses: ["command", "stuck"],
    when: "They need something else.",
    effects: [{ kind: "front", node: "queue", symptom: "down", amount: 0, minutes: 5 }],
    read: "",
    expectations: [],
    discuss: [],
  },
];

export const GUIDE: Guide = {
  slug,
  truth: `The truth about {${node.id}}.`,
  variants: {},
  beats: [{ beat: "acknowledged", minute: 3, text: "Somebody takes the page.", when: "The page stops." }],
  questions: ["Who leads?"],
  slow: {
    card: "logs-down",
    question: "Are you sure?",
    front: { kind: "front", node: node.id, symptom: "slow", amount: 5, minutes: 10 },
    text: "It gets slower.",
  },
  rescue: {
    question: "What changed?",
    nudge: {
      kind: "remark",
      from: person.id,
      audience: "incident",
      text: `Look at {${node.id}}.`,
      interrupts: false,
    },
    hint: "It is the region.",
  },
  watch: ["Who debugs?"],
  injects: [
    { id: "second", minute: 20, why: "Nobody has spoken.", card: "silent", inject: null },
    { id: "first", minute: 12, why: "They will be reading logs.", card: "logs-down", inject: null },
  ],
  expectations: [{ id: "lead", title: "Somebody leads", good: "It is said aloud", points: 1, by: "commander" }],
};

export const inject = (id: string, name: string, minutes: number | null): PlannedInject => ({
  id,
  title: name,
  when: minutes === null ? { kind: "hand" } : { kind: "time", since: "ack", seconds: minutes * 60 },
  effects: [],
  read: "Say it.",
  expectations: [],
  discuss: [],
  card: null,
});

/** Guides that were asked for. */
export const asked: string[] = [];

export const desks = (): Desk =>
  desk({
    gameday: async () => ({
      deck: async () => CARDS,
      guide: async (name) => {
        asked.push(name);
        return name === slug ? GUIDE : null;
      },
      tabletop: async () => drill(),
    }),
  });

export async function open(part: Partial<ExercisePlan> = {}, at: Desk = desks()) {
  const body = { ...newPlan({ kind: "drill", slug }, title, 7), ...part };
  const now = at.clock.now();
  await at.services.documents.put({ id: ID, kind: "gameday", run: null, createdAt: now, updatedAt: now, body });
  const { container } = again(at);
  await screen.findByRole("tab", { name: "Exercise" });
  return { at, container };
}

export const again = (at: Desk) =>
  show(
    <>
      <PlanPage id={ID} />
      <Toaster />
    </>,
    at,
  );

export const tab = (name: RegExp | string) => userEvent.click(screen.getByRole("tab", { name }));
export const stored = async ({ services }: Desk): Promise<ExercisePlan> => {
  const found = await services.documents.get("gameday", ID);
  if (found === null) throw new Error("the plan is gone");
  return found.body;
};
export const clean = async (where: Element) =>
  (await axe.run(where, { rules: { "color-contrast": { enabled: false } } })).violations.map(({ id }) => id);
/** What is typed is stored after a pause. */
export const soon = (check: () => Promise<void>) => waitFor(check, { timeout: LATEST * 20 });
export const queue = () => screen.getByRole("list", { name: "Queue of injects" });
export const rows = () =>
  within(queue())
    .getAllByRole("button", { expanded: false })
    .map((row) => row.querySelector("strong")?.textContent);

/** At the plan's address, with no guide asked for yet. */
export function begin(): void {
  location.hash = `#/gameday/plan/${ID}`;
  asked.length = 0;
}
