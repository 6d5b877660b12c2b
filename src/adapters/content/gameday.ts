import type { Program } from "#domain/drill";
import type { DeckCard, Guide } from "#domain/gameday";
import { type ContentFile, compileDeck, compileDrill, compileGuide, type Diagnostic } from "#scenario/index";
import { FEATURE_IDS } from "./features";
import type { CompiledDrill, CompiledGameday } from "./model";

const DECK = /(?:^|\/)gameday\/deck\.yaml$/;
const TABLETOP = /(?:^|\/)gameday\/tabletop\//;
/** What a drill is called that is none of the list. */
const TABLETOP_SLUG = "tabletop";

/** The guide of a drill among some files; null where it has none. */
export const guideFileOf = (files: readonly ContentFile[], slug: string): ContentFile | null =>
  files.find(({ path }) => path === `drills/${slug}/guide.yaml` || path.endsWith(`/drills/${slug}/guide.yaml`)) ?? null;

/** The deck of some files. Without one there are no cards, and guides may name none. */
export function deckOf(files: readonly ContentFile[]): {
  readonly cards: readonly DeckCard[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const file = files.find(({ path }) => DECK.test(path));
  return file === undefined ? { cards: [], diagnostics: [] } : compileDeck(file);
}

/** The deck, a guide for each drill that has one, and the world behind an incident that is only told. */
export function compileGameday(files: readonly ContentFile[], drills: readonly CompiledDrill[]): CompiledGameday {
  const deck = deckOf(files);
  const ids = deck.cards.map(({ id }) => id);
  const guides: Guide[] = [];
  const diagnostics: Diagnostic[] = [...deck.diagnostics];
  for (const { slug, program } of drills) {
    const file = guideFileOf(files, slug);
    // A drill with mistakes is told about there; names of its guide are checked once they are mended.
    if (file === null || program === null) continue;
    const compiled = compileGuide(file, program, ids);
    diagnostics.push(...compiled.diagnostics);
    if (compiled.guide !== null) guides.push(compiled.guide);
  }
  const tabletop = compileTabletop(files);
  return {
    deck: deck.cards,
    guides,
    tabletop: tabletop.program,
    diagnostics: [...diagnostics, ...tabletop.diagnostics],
  };
}

function compileTabletop(files: readonly ContentFile[]): {
  program: Program | null;
  diagnostics: readonly Diagnostic[];
} {
  const own = files.filter(({ path }) => TABLETOP.test(path));
  if (own.length === 0) return { program: null, diagnostics: [] };
  const { program, diagnostics } = compileDrill(own, { slug: TABLETOP_SLUG, features: FEATURE_IDS });
  return { program: program ?? null, diagnostics };
}
