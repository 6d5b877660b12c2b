import type { Program, Scene } from "#domain/drill";
import {
  type CardEffect,
  type DeckCard,
  type Inject,
  NODE_PLACES,
  type NodePlace,
  PERSON_KINDS,
  type PersonKind,
} from "#domain/gameday";
import { type InjectEffect, type Seat, TEAM_ROLES, type TeamRole } from "#domain/team";
import { resolveScene } from "#engine/index";
import { err, ok, type Result } from "#lib/result";
import { nodeOf, personOf } from "./places";
import { isTabletop } from "./tabletop";

/** What a drill would need for a card, in the words of a sentence. */
const PEOPLE: Readonly<Record<PersonKind, string>> = {
  executive: "somebody who runs the company",
  support: "somebody who speaks for customers",
  business: "somebody from product, sales or finance",
  colleague: "an engineer",
};
const PLACES: Readonly<Record<NodePlace, string>> = {
  busiest: "a service",
  beside: "a service that what is wrong does not touch",
  database: "a database",
  cache: "a cache",
  queue: "a queue",
  thirdparty: "a supplier outside",
};

/** A team's roles where nobody is known to hold them yet. */
const WORDS: Readonly<Record<TeamRole, string>> = {
  facilitator: "the facilitator",
  commander: "the commander",
  deputy: "the deputy",
  resolver: "a resolver",
  communications: "communications",
  scribe: "the scribe",
  observer: "an observer",
};

const isOneOf = <T extends string>(list: readonly T[], name: string): name is T =>
  (list as readonly string[]).includes(name);

/**
 * A card of the deck for a drill: kinds of people and nodes become those of the variant (the first when none is given), roles the people
 * who hold them. The seat of somebody who cannot be reached stays `@` and the role until it happens. An error is a
 * sentence: why the card does not fit, and what a drill would need.
 */
export function dealCard(
  card: DeckCard,
  program: Program,
  seats: readonly Seat[],
  variant: string | null = null,
): Result<Inject, string> {
  const scene = resolveScene(program, variant ?? (program.variants[0]?.info.id as string));
  const dealt = new Dealing(scene, seats);
  const inject: Inject = {
    title: dealt.text(card.title),
    effects: card.effects.flatMap((effect) => dealt.effect(effect) ?? []),
    read: dealt.text(card.read),
    expectations: card.expectations.map((one) => ({
      ...one,
      title: dealt.text(one.title),
      good: dealt.text(one.good),
    })),
    discuss: card.discuss.map((text) => dealt.text(text)),
  };
  if (isTabletop(program) && card.effects.some(({ kind }) => kind === "front" || kind === "panel-down"))
    return err(
      `“${card.title}” does not fit: it changes what tools show, and here everything is told. It needs a drill.`,
    );
  if (dealt.missing.size > 0)
    return err(`“${card.title}” does not fit: it needs ${[...dealt.missing].join(" and ")}, and this drill has none.`);
  return ok(inject);
}

class Dealing {
  readonly missing = new Set<string>();

  constructor(
    private readonly scene: Scene,
    private readonly seats: readonly Seat[],
  ) {}

  text(text: string): string {
    return text.replace(/\{([a-z]+)\}/g, (whole, name: string, at: number) => {
      const found = this.nameOf(name);
      if (found === null) return whole;
      // A role in words begins a sentence like any other word.
      const begins = at === 0 || /[.:?!]\s+["“]?$/.test(text.slice(0, at));
      return begins ? found.charAt(0).toUpperCase() + found.slice(1) : found;
    });
  }

  effect(effect: CardEffect): InjectEffect | null {
    switch (effect.kind) {
      case "remark": {
        const from = this.person(effect.from);
        return from === null ? null : { ...effect, from: from.id, text: this.text(effect.text) };
      }
      case "front": {
        const node = this.node(effect.node);
        return node === null ? null : { ...effect, node: node.id };
      }
      case "unreachable":
        return { ...effect, seat: `@${effect.seat}` };
      case "panel-down":
        return effect;
    }
  }

  /** What is written for a name in braces; null where the drill has nothing of the kind. */
  private nameOf(name: string): string | null {
    if (isOneOf(PERSON_KINDS, name)) return this.person(name)?.name.split(" ")[0] ?? null;
    if (isOneOf(NODE_PLACES, name)) return this.node(name)?.label ?? null;
    if (!isOneOf(TEAM_ROLES, name)) return null;
    const held = this.seats.filter(({ roles, isHere }) => isHere && roles.includes(name));
    const [only] = held;
    return only !== undefined && held.length === 1 ? only.name : WORDS[name];
  }

  private person(kind: PersonKind) {
    const found = personOf(this.scene, kind);
    if (found === null) this.missing.add(PEOPLE[kind]);
    return found;
  }

  private node(place: NodePlace) {
    const found = nodeOf(this.scene, place);
    if (found === null) this.missing.add(PLACES[place]);
    return found;
  }
}
