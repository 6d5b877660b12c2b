import type { Program, Scene } from "#domain/drill";
import type { NodeId, PersonId } from "#domain/ids";
import type { System } from "#domain/system";
import type { Renames } from "#domain/team";
import { resolveScene } from "#engine/index";
import { rehashed } from "#session/rehash";
import { namesOf, readName, whyNotName } from "./rename-names";
import { type Replacement, Replacer } from "./rename-text";
import { mapTexts, replaceNames } from "./rename-walk";

/** A name that cannot be given, and why: a sentence. */
export interface RenameProblem {
  readonly kind: "service" | "person";
  readonly id: NodeId | PersonId;
  readonly text: string;
}

/** Where a name stands: in words that people write and read, and in what machines write. */
export interface Renameable {
  readonly id: NodeId | PersonId;
  /** As it is called now; what one types to get it back. */
  readonly name: string;
  /** What it is or does. */
  readonly about: string;
  readonly texts: number;
  readonly machines: number;
}

/** What can be renamed in a program: services (nodes of every kind) and people, in the order of the drill. */
export interface RenameForm {
  readonly services: readonly Renameable[];
  readonly people: readonly Renameable[];
}

/** The form of a program: all that has a name, and in how many texts it stands. */
export function renameable(program: Program): RenameForm {
  const { services, people } = namesOf(program);
  const count = (replacements: readonly Replacement[]) => {
    const marked = new Replacer(replacements.map((one) => ({ ...one, to: `\u0000${one.to}` })));
    const found = { prose: 0, machine: 0 };
    mapTexts(program, (text, kind) => {
      const after = kind === "prose" ? marked.inProse(text) : marked.inMachineText(text);
      if (after !== text) found[kind]++;
      return text;
    });
    return { texts: found.prose, machines: found.machine };
  };
  return {
    services: services.map(({ id, label, summary }) => ({
      id,
      name: `${label} (${id})`,
      about: summary,
      ...count([
        { from: label, to: "", kind: "label" },
        { from: id, to: "", kind: "id" },
      ]),
    })),
    people: people.map(({ id, name, role }) => ({ id, name, about: role, ...count(personParts(id, name, name)) })),
  };
}

/** Why these names cannot be given; none when they can. */
export function renameProblems(program: Program, renames: Renames): readonly RenameProblem[] {
  return whyNotName(program, renames);
}

/** Replaces names of a program in anything that quotes it: commands of a run, injects, a guide. */
export function replacerFor(program: Program, renames: Renames): Replacer {
  return new Replacer(replacementsOf(program, renames));
}

/**
 * The program with services and people called by these names wherever they are seen: labels, metrics, logs, traces, terminal, texts, alerts,
 * runbooks, configuration. A service's name may end in its short name in brackets, as it stands in logs and host names:
 * `Payment provider (psp)`; without it, that is the name in lower case with hyphens.
 *
 * What is simulated stays the same bit by bit. Ordinary words of prose that happen to be a service's short name (an order is
 * placed) are left as they are. Throws a RangeError with the first problem when a name cannot be given.
 */
export function renameProgram(program: Program, renames: Renames): Program {
  const [problem] = whyNotName(program, renames);
  if (problem !== undefined) throw new RangeError(problem.text);
  const renamed = replaceNames(program, replacerFor(program, renames));
  return rehashed(addressed(program, renamed));
}

function replacementsOf(program: Program, renames: Renames): readonly Replacement[] {
  const { services, people } = namesOf(program);
  const ids = new Map<string, string>();
  const out: Replacement[] = [];
  for (const { id, label } of services) {
    const name = Object.hasOwn(renames.services, id) ? readName(renames.services[id] as string) : { label, id };
    ids.set(id, name.id);
    out.push({ from: label, to: name.label, kind: "label" }, { from: id, to: name.id, kind: "id" });
  }
  for (const { id, name } of people) {
    out.push(...personParts(id, name, (Object.hasOwn(renames.people, id) && renames.people[id]) || name));
  }
  return [...out, ...compounds(program, ids)];
}

/** Full name, first name, family name, and the id, which becomes the first name in small letters. */
function personParts(id: PersonId, name: string, next: string): readonly Replacement[] {
  const [first = "", ...rest] = name.split(" ");
  const [newFirst = "", ...newRest] = next.trim().split(/\s+/);
  const label = (from: string, to: string): Replacement => ({ from, to, kind: "label" });
  const parts = [label(name, next.trim().replace(/\s+/g, " ")), label(first, newFirst)];
  const family = rest.join(" ");
  if (family !== "") parts.push(label(family, newRest.join(" ") || newFirst));
  return [...parts, { from: id, to: next === name ? id : readName(newFirst).id, kind: "id" }];
}

/** Names that are made of services' names: calls and settings, `edge.web-search` for what edge asks of web. */
function compounds(program: Program, ids: ReadonlyMap<string, string>): readonly Replacement[] {
  const found = new Map<string, string>();
  const longest = [...ids.keys()].sort((a, b) => b.length - a.length);
  const add = (name: string): void => {
    const dot = name.indexOf(".");
    const [owner, rest] = [name.slice(0, dot), name.slice(dot + 1)];
    const inner = longest.find((id) => rest === id || rest.startsWith(`${id}-`));
    const tail = inner === undefined ? rest : (ids.get(inner) as string) + rest.slice(inner.length);
    if (dot > 0) found.set(name, `${ids.get(owner) ?? owner}.${tail}`);
  };
  for (const { system } of scenesOf(program)) {
    for (const { id } of system.settings) add(id);
    for (const { calls } of system.operations) for (const { id } of calls) add(id);
  }
  return [...found].map(([from, to]) => ({ from, to, kind: "id" }));
}

/**
 * Random numbers are drawn at addresses, and a few addresses are names: those under which they were drawn before go on to
 * be drawn.
 */
function addressed(before: Program, after: Program): Program {
  const known = new Map<string, string>();
  const [old, next] = [scenesOf(before), scenesOf(after)];
  old.forEach(({ system }, i) => {
    const names = addressesOf(system);
    const later = addressesOf((next[i] as Scene).system);
    names.forEach((name, j) => {
      known.set(later[j] as string, before.base.system.addresses?.[name] ?? name);
    });
  });
  const changed = [...known].filter(([name, address]) => name !== address).sort(([a], [b]) => (a < b ? -1 : 1));
  const { addresses: _, ...system } = after.base.system;
  const addresses = changed.length === 0 ? {} : { addresses: Object.fromEntries(changed) };
  return { ...after, base: { ...after.base, system: { ...system, ...addresses } } };
}

/** Names that randomness may be addressed by, always in the same order. */
const addressesOf = (system: System): readonly string[] => [
  ...system.nodes.map(({ id }) => id),
  ...system.versions.map(({ id }) => id),
  ...system.logs.map(({ id }) => id),
  ...system.operations.map(({ route }) => route ?? ""),
  ...system.classes.flatMap(({ route, cohort }) => [route, cohort]),
];

const scenesOf = (program: Program): readonly Scene[] =>
  program.variants.map(({ info }) => resolveScene(program, info.id));
