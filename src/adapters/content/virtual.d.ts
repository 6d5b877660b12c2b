/** Made by the Vite plugin beside this file from everything in content/. */
declare module "virtual:drills" {
  /** Light enough for the first page. */
  export const cards: readonly import("#domain/drill").DrillCard[];
  /** One lazily loaded chunk per drill, by slug. */
  export const programs: Readonly<Record<string, () => Promise<{ readonly default: import("#domain/drill").Program }>>>;
}
declare module "virtual:source" {
  /** One lazily loaded chunk per drill, by slug: its text, with its system and people. */
  export const sources: Readonly<
    Record<string, () => Promise<{ readonly default: readonly import("#domain/pack").PackFile[] }>>
  >;
}
declare module "virtual:sources" {
  /** By id: the question in our own words, and the slugs of the drills that rehearse it. */
  const sources: import("#session/contract").Sources;
  export default sources;
}
declare module "virtual:questions" {
  /** Light: for lists and searches. */
  export const cards: readonly import("#domain/questions").QuestionCard[];
  /** Words that rules share. */
  export const groups: import("#domain/rules").Groups;
  /** One lazily loaded chunk per area (the first part of an id). */
  export const areas: Readonly<
    Record<string, () => Promise<{ readonly default: readonly import("#domain/questions").Question[] }>>
  >;
}
declare module "virtual:answers" {
  const labels: import("#domain/questions").Labels;
  export default labels;
}
declare module "virtual:gameday" {
  /** For the facilitator's pages only: the deck, and one lazily loaded chunk per guide, by slug. */
  export const deck: readonly import("#domain/gameday").DeckCard[];
  export const guides: Readonly<Record<string, () => Promise<{ readonly default: import("#domain/gameday").Guide }>>>;
}
declare module "virtual:tabletop" {
  /** The world behind an incident that is only told. */
  const program: import("#domain/drill").Program;
  export default program;
}
