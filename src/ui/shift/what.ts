import type { Shift } from "#domain/documents";
import { chooseDrill, chooseSeed, variantsPlayed } from "#modes/drill/choice";
import type { DrillLibrary } from "#session/contract";
import type { Services } from "../services";

/** A run that was written to so recently, in milliseconds, is being played, if not here, then in another tab. */
const PLAYED = 60_000;

/** Whether a run is open on this screen, or was written to in another tab just now. */
export async function isPlaying({ runs }: Services, now: number): Promise<boolean> {
  const here = /^#\/run\/([^/]+)$/.exec(location.hash)?.[1];
  return (await runs.list()).some((run) => run.status === "open" && (run.id === here || now - run.updatedAt < PLAYED));
}

/** What page `at` of a shift is about, by what has been played until now. Null when every drill is mastered. */
export async function subjectOf(
  services: Services,
  shift: Shift,
  at: number,
): Promise<{ readonly drill: string; readonly seed: number } | null> {
  const { library, runs } = services;
  const list = await runs.list();
  const had = shift.pages.flatMap(({ drill }) => drill ?? []);
  const card = chooseDrill(library.cards(), list, had, shift.seed, at);
  if (card === null) return null;
  const seed = await seedFor(library, card.slug, variantsPlayed(card.slug, list), shift.seed, at);
  return { drill: card.slug, seed };
}

/** A seed whose variant has not been played; any, where the drill cannot be loaded now. */
async function seedFor(
  library: DrillLibrary,
  drill: string,
  played: ReadonlySet<string>,
  seed: number,
  at: number,
): Promise<number> {
  try {
    const [program, { chooseVariant }] = await Promise.all([library.program(drill), import("#engine/index")]);
    return chooseSeed((each) => chooseVariant(program, each), played, seed, at);
  } catch {
    return chooseSeed(() => "", new Set(), seed, at);
  }
}
