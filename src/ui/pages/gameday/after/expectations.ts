import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import type { Expectation } from "#domain/gameday";
import type { RunHeader } from "#domain/run";
import type { Services } from "../../../services";

type Words = Pick<ExercisePlan, "title" | "queue" | "expectations">;

/**
 * What was expected, in words. Observers tick by id: the facilitator's plan knows the words where it is stored; elsewhere the deck and the
 * guide of the drill do, for those they have. Null where nothing is known.
 */
export async function expectationsOf(header: RunHeader, services: Services): Promise<Words | null> {
  const [document] = await services.documents.list("gameday", header.id).catch(() => []);
  return document?.body ?? (await fromContent(header.drill, services).catch(() => null));
}

async function fromContent(slug: string, services: Services): Promise<Words | null> {
  const content = await services.gameday();
  const [deck, guide] = await Promise.all([content.deck(), content.guide(slug)]);
  const written = guide?.injects.flatMap(({ id, inject }) => (inject === null ? [] : [{ ...inject, id }])) ?? [];
  const queue = [...deck, ...written].map(
    ({ id, title, expectations, discuss }): PlannedInject => ({
      id,
      title,
      when: { kind: "hand" },
      effects: [],
      read: "",
      expectations,
      discuss,
      card: null,
    }),
  );
  return { title: "", queue, expectations: guide?.expectations ?? [] };
}

/** The words of an expectation, wherever they stand: an inject may have been dealt under a name of its own. */
export function expectationIn(words: Words | null, id: string): Expectation | null {
  const all = [...(words?.expectations ?? []), ...(words?.queue.flatMap(({ expectations }) => expectations) ?? [])];
  return all.find((each) => each.id === id) ?? null;
}
