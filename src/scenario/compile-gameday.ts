import type { Program } from "#domain/drill";
import { BEATS, type Beat, type CardEffect, type DeckCard, type Guide, type GuideInject } from "#domain/gameday";
import { applyPatch } from "#lib/merge";
import { type Cursor, suggest } from "./cursor";
import { type Diagnostic, Sink } from "./diagnostics";
import { type ContentFile, Reading, readFile } from "./files";
import {
  CARD_NAMES,
  effects,
  expectations,
  front,
  type InjectNames,
  named,
  namedAll,
  remark,
} from "./generate/gameday";
import { type CardFile, deckFile, type GuideFile, type GuideInjectFile, guideFile } from "./schema/gameday";

export interface CompiledDeck {
  /** In the order of the file. */
  readonly cards: readonly DeckCard[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompiledGuide {
  /** Null when it has an error. */
  readonly guide: Guide | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles `gameday/deck.yaml`. Cards with errors are left out only when nothing of them can be read. */
export function compileDeck(file: ContentFile): CompiledDeck {
  const sink = new Sink();
  const node = readFile(file, sink);
  const cursor = node && new Reading(sink).checked(deckFile, node);
  const cards =
    cursor
      ?.get("cards")
      .entries()
      .map(([id, one]) => card(id, one)) ?? [];
  return { cards, diagnostics: sink.sorted() };
}

function card(id: string, one: Cursor<CardFile>): DeckCard {
  const { use, do: list, read } = one.value;
  if (use.length === 0) one.get("use").errorAtKey("gameday.use", `"${id}" is for nothing, expected at least one use`);
  if ((list ?? []).length === 0 && read === undefined)
    one.errorAtKey("gameday.empty", `"${id}" does nothing, expected "do" or "read"`);
  return {
    id,
    title: named(one.get("title"), CARD_NAMES),
    uses: use,
    when: named(one.get("when"), CARD_NAMES),
    // A card's effects are those of an inject with kinds for names, and a role for a seat.
    effects: effects(one.get("do"), CARD_NAMES).map((each) =>
      each.kind === "unreachable" ? { ...each, seat: each.seat.slice(1) } : each,
    ) as readonly CardEffect[],
    read: read === undefined ? "" : named(one.get("read") as Cursor<string>, CARD_NAMES),
    expectations: expectations(one.get("expect"), CARD_NAMES),
    discuss: namedAll(one.get("discuss"), CARD_NAMES),
  };
}

/**
 * Compiles a drill's `guide.yaml`. Names are those of the compiled drill, in whichever variant; cards those of the deck.
 */
export function compileGuide(file: ContentFile, program: Program, cards: readonly string[]): CompiledGuide {
  const sink = new Sink();
  const node = readFile(file, sink);
  const cursor = node && new Reading(sink).checked(guideFile, node);
  const guide = cursor && guideOf(cursor, program, cards);
  return { guide: sink.failed ? null : guide, diagnostics: sink.sorted() };
}

/** What exists in any variant. */
function namesIn({ base, variants }: Program): InjectNames {
  const scenes = variants.map(({ patch }) => applyPatch(base, patch) as Program["base"]);
  const all = (of: (scene: Program["base"]) => readonly { readonly id: string }[]) =>
    new Set(scenes.flatMap((scene) => of(scene).map(({ id }) => id)));
  return {
    people: all(({ people }) => people),
    nodes: all(({ system }) => system.nodes),
    plans: all(({ system }) => system.plans),
    also: [],
    words: { person: "person", node: "node" },
  };
}

function guideOf(cursor: Cursor<GuideFile>, program: Program, cards: readonly string[]): Guide {
  const names = namesIn(program);
  const variants = program.variants.map(({ info }) => info.id);
  const text = (one: Cursor<string>) => named(one, names);
  const cardOf = (one: Cursor<string>): string => {
    if (!cards.includes(one.value))
      one.error("reference.card", `unknown card "${one.value}"${suggest(one.value, cards, "card")}`);
    return one.value;
  };
  const slow = cursor.get("slow");
  const rescue = cursor.get("rescue");
  return {
    slug: program.card.slug,
    truth: text(cursor.get("truth")),
    variants: Object.fromEntries(
      cursor
        .get("variants")
        .entries()
        .map(([id, one]) => {
          if (!variants.includes(id))
            one.errorAtKey("reference.variant", `unknown variant "${id}"${suggest(id, variants, "variant")}`);
          return [id, text(one)];
        }),
    ),
    beats: beats(cursor.get("beats"), names),
    questions: namedAll(cursor.get("questions"), names),
    slow: {
      card: cardOf(slow.get("card")),
      question: text(slow.get("question")),
      front: front(slow.get("front"), names),
      text: text(slow.get("text")),
    },
    rescue: {
      question: text(rescue.get("question")),
      nudge: remark(rescue.get("nudge"), names),
      hint: text(rescue.get("hint")),
    },
    watch: namedAll(cursor.get("watch"), names),
    injects: cursor
      .get("injects")
      .entries()
      .map(([id, one]) => inject(id, one, names, cardOf)),
    expectations: expectations(cursor.get("expect"), names),
  };
}

/** In the order of their minutes: some teams stop the damage before they suspect a cause, and are right. */
function beats(cursor: Cursor<GuideFile["beats"]>, names: InjectNames): readonly Beat[] {
  const { acknowledged, mitigated } = cursor.value;
  const found = BEATS.map((beat) => {
    const one = cursor.get(beat);
    const { minute } = one.value;
    const [least, after] =
      beat === "verified" ? [mitigated.minute, "mitigated"] : [acknowledged.minute, "acknowledged"];
    if (minute < least)
      one.get("minute").error("gameday.order", `${minute} is before "${after}", expected ${least} or more`);
    return { beat, minute, text: named(one.get("text"), names), when: named(one.get("when"), names) };
  });
  return found.sort((a, b) => a.minute - b.minute);
}

function inject(
  id: string,
  one: Cursor<GuideInjectFile>,
  names: InjectNames,
  cardOf: (card: Cursor<string>) => string,
): GuideInject {
  const { minute, card, title, do: list, read } = one.value;
  const why = named(one.get("why"), names);
  if (card !== undefined) {
    for (const key of ["title", "do", "read", "expect", "discuss"] as const) {
      if (one.value[key] !== undefined)
        one.get(key).errorAtKey("schema.beside", `"${key}" means nothing beside "card", expected minute and why`);
    }
    return { id, minute, why, card: cardOf(one.get("card") as Cursor<string>), inject: null };
  }
  if (title === undefined) one.errorAtKey("schema.one-of", `"${id}" needs a card of the deck, or a title of its own`);
  if ((list ?? []).length === 0 && read === undefined)
    one.errorAtKey("gameday.empty", `"${id}" does nothing, expected "card", "do" or "read"`);
  const own = {
    title: title ?? "",
    effects: effects(one.get("do"), names),
    read: read === undefined ? "" : named(one.get("read") as Cursor<string>, names),
    expectations: expectations(one.get("expect"), names),
    discuss: namedAll(one.get("discuss"), names),
  };
  return { id, minute, why, card: null, inject: own };
}
