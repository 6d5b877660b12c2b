import type { Program } from "#domain/drill";
import type { DeckCard, Guide } from "#domain/gameday";
import type { Labels, Question } from "#domain/questions";
import type { Lexicon } from "#domain/rules";
import type { Diagnostic } from "#scenario/index";

/** A drill after compilation; no program when it has errors. */
export interface CompiledDrill {
  readonly slug: string;
  readonly program: Program | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompiledContent {
  readonly drills: readonly CompiledDrill[];
  /** Null when a drill or a system was compiled alone. */
  readonly bank: CompiledBank | null;
  /** Null when a drill or a system was compiled alone. */
  readonly gameday: CompiledGameday | null;
  /** Everything found, each thing once, by file and position. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The question bank after compilation: cards without errors, labelled answers and phrases, what the rules share. */
export interface CompiledBank {
  readonly questions: readonly Question[];
  readonly labels: Labels;
  readonly lexicon: Lexicon;
  readonly diagnostics: readonly Diagnostic[];
}

/** What facilitators of game days read, after compilation: cards, guides without errors, the world behind an incident that is told. */
export interface CompiledGameday {
  readonly deck: readonly DeckCard[];
  readonly guides: readonly Guide[];
  readonly tabletop: Program | null;
  readonly diagnostics: readonly Diagnostic[];
}
