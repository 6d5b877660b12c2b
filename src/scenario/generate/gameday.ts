import { type Expectation, NODE_PLACES, PERSON_KINDS } from "#domain/gameday";
import { type InjectEffect, TEAM_ROLES } from "#domain/team";
import { type Cursor, suggest } from "../cursor";
import type { ExpectationsFile, InjectEffectFile } from "../schema/gameday";
import { exactlyOne } from "./gen";

/** What an inject may name: of a drill its own people, nodes and plans; of a card kinds of them. */
export interface InjectNames {
  readonly people: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  readonly plans: ReadonlySet<string>;
  /** Names that texts may have in braces, beside those. */
  readonly also: readonly string[];
  /** How the kinds are called in messages. */
  readonly words: { readonly person: string; readonly node: string };
}

/** Cards name kinds in place of people and nodes. */
export const CARD_NAMES: InjectNames = {
  people: new Set(PERSON_KINDS),
  nodes: new Set(NODE_PLACES),
  plans: new Set(),
  also: TEAM_ROLES,
  words: { person: "kind of person", node: "kind of node" },
};

const KINDS = ["remark", "plan", "front", "panel-down", "unreachable"] as const;

/** Names in braces must be names; returns the text without spaces around it. */
export function named(cursor: Cursor<string>, names: InjectNames): string {
  for (const found of cursor.value.matchAll(/\{([^{}]*)\}/g)) {
    const name = found[1] as string;
    if (names.nodes.has(name) || names.people.has(name) || names.also.includes(name)) continue;
    const valid = [...names.nodes, ...names.people, ...names.also];
    cursor.error("reference.name", `unknown name "{${name}}"${suggest(name, valid, "name")}`, found.index);
  }
  return cursor.value.trim();
}

export const namedAll = (cursor: Cursor<readonly string[] | undefined>, names: InjectNames): readonly string[] =>
  cursor.items().map((item) => named(item, names));

/** What an inject does. A card's effects have kinds where those of an inject have names; seats are `@` and a role. */
export function effects(
  list: Cursor<readonly InjectEffectFile[] | undefined>,
  names: InjectNames,
): readonly InjectEffect[] {
  return list.items().flatMap((item) => effect(item, names) ?? []);
}

function effect(cursor: Cursor<InjectEffectFile>, names: InjectNames): InjectEffect | undefined {
  const kind = exactlyOne(cursor, KINDS, "an effect");
  switch (kind) {
    case "remark":
      return remark(cursor.get("remark") as Cursor<NonNullable<InjectEffectFile["remark"]>>, names);
    case "plan": {
      const plan = cursor.get("plan") as Cursor<string>;
      return { kind, plan: known(plan, names.plans, "plan") };
    }
    case "front":
      return front(cursor.get("front") as Cursor<NonNullable<InjectEffectFile["front"]>>, names);
    case "panel-down":
      return { kind, ...(cursor.value["panel-down"] as { panel: never; minutes: number }) };
    case "unreachable": {
      const { seat, minutes } = cursor.value.unreachable as { seat: string; minutes: number };
      return { kind, seat: `@${seat}`, minutes };
    }
    default:
      return undefined;
  }
}

/** Something that is said. */
export function remark(
  cursor: Cursor<NonNullable<InjectEffectFile["remark"]>>,
  names: InjectNames,
): Extract<InjectEffect, { kind: "remark" }> {
  const { to, interrupts } = cursor.value;
  const from = known(cursor.get("from"), names.people, names.words.person);
  return {
    kind: "remark",
    from,
    audience: to,
    text: named(cursor.get("text"), names),
    interrupts: interrupts ?? false,
  };
}

/** Amounts of a symptom: factors of the service time, shares of the calls. */
const AMOUNTS = { slow: { least: 1.5, most: 50, usual: 5 }, errors: { least: 0.01, most: 1, usual: 0.3 }, down: null };

/** A second front. */
export function front(
  cursor: Cursor<NonNullable<InjectEffectFile["front"]>>,
  names: InjectNames,
): Extract<InjectEffect, { kind: "front" }> {
  const { symptom, amount, minutes } = cursor.value;
  const node = known(cursor.get("node"), names.nodes, names.words.node);
  const range = AMOUNTS[symptom];
  if (range === null && amount !== undefined)
    cursor.get("amount").errorAtKey("schema.beside", '"amount" means nothing beside "down"');
  if (range !== null && amount !== undefined && (amount < range.least || amount > range.most)) {
    const what = symptom === "slow" ? "a factor of the service time" : "a share of the calls";
    cursor
      .get("amount")
      .error("schema.type", `expected ${what} from ${range.least} to ${range.most} for "${symptom}", found ${amount}`);
  }
  return { kind: "front", node, symptom, amount: amount ?? range?.usual ?? 1, minutes };
}

function known(cursor: Cursor<string>, valid: ReadonlySet<string>, kind: string): string {
  if (!valid.has(cursor.value)) {
    const code = `reference.${kind.split(" ").at(-1)}`;
    cursor.error(code, `unknown ${kind} "${cursor.value}"${suggest(cursor.value, valid, kind)}`);
  }
  return cursor.value;
}

export function expectations(map: Cursor<ExpectationsFile | undefined>, names: InjectNames): readonly Expectation[] {
  return map.entries().map(([id, one]) => ({
    id,
    title: named(one.get("title"), names),
    good: named(one.get("good"), names),
    points: one.value.points,
    by: one.value.by,
  }));
}
