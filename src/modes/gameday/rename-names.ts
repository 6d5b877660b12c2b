import type { Person, Program } from "#domain/drill";
import type { NodeId, PersonId } from "#domain/ids";
import type { NodeSpec } from "#domain/system";
import type { Renames } from "#domain/team";
import { METRICS } from "#domain/telemetry";
import { resolveScene } from "#engine/index";
import { nearest } from "#lib/nearest";
import type { RenameProblem } from "./rename";
import { type Replacement, Replacer } from "./rename-text";
import { mapTexts } from "./rename-walk";

/** Characters of a name; longer ones break tables and graphs. */
export const MAX_NAME = 40;
const MAX_ID = 30;

/** A name as it is shown, and as it stands in logs, queries and host names. */
export interface Name {
  readonly label: string;
  readonly id: string;
}

/** `Payment provider (psp)`: shown as the first, written by machines as the second; without brackets, the first in small letters with hyphens. */
export function readName(text: string): Name {
  const trimmed = text.trim().replace(/\s+/g, " ");
  const found = /^(.*\S) \(([^()]*)\)$/.exec(trimmed);
  if (found) return { label: found[1] as string, id: (found[2] as string).trim() };
  const id = trimmed
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return { label: trimmed, id };
}

/** All that has a name, in every variant; each once. */
export function namesOf(program: Program): {
  readonly services: readonly NodeSpec[];
  readonly people: readonly Person[];
} {
  const services = new Map<NodeId, NodeSpec>();
  const people = new Map<PersonId, Person>();
  for (const { info } of program.variants) {
    const scene = resolveScene(program, info.id);
    for (const node of scene.system.nodes) if (!services.has(node.id)) services.set(node.id, node);
    for (const person of scene.people) if (!people.has(person.id)) people.set(person.id, person);
  }
  return { services: [...services.values()], people: [...people.values()] };
}

/** Words that queries and labels use for themselves. */
const OWN_WORDS = new Set([
  ...Object.keys(METRICS),
  "all",
  "none",
  "platform",
  "player",
  "story",
  "node",
  "service",
  "pod",
]);

/** Why names cannot be given, each with its reason; none when they can. */
export function whyNotName(program: Program, renames: Renames): readonly RenameProblem[] {
  const { services, people } = namesOf(program);
  const problems: RenameProblem[] = [];
  const words = wordsOf(program);
  /** New names that were given already, with whom they were given to. */
  const given = new Map<string, string>();
  const check = (kind: RenameProblem["kind"], id: string, own: ReadonlySet<string>, names: readonly string[]): void => {
    const say = (text: string) => problems.push({ kind, id, text });
    for (const name of new Set(names)) {
      const other = given.get(name);
      if (other !== undefined) say(`“${name}” is given to ${other} already, expected a name of its own for each.`);
      else if (!own.has(name) && words.has(name))
        say(
          `“${name}” stands in this drill already and would be taken for something else, expected a name that does not.`,
        );
      given.set(name, `“${id}”`);
    }
  };
  const known = { service: services.map(({ id }) => id), person: people.map(({ id }) => id) };
  const isKnown = (kind: RenameProblem["kind"], id: string): boolean => {
    if (known[kind].includes(id)) return true;
    const near = nearest(id, known[kind]);
    const meant = near === undefined ? `expected one of ${known[kind].join(", ")}` : `did you mean “${near}”?`;
    problems.push({ kind, id, text: `This drill has no ${kind} “${id}”, ${meant}` });
    return false;
  };
  for (const [id, text] of Object.entries(renames.services)) {
    const node = services.find((one) => one.id === id);
    if (!isKnown("service", id) || node === undefined) continue;
    const reason = serviceReason(text);
    if (reason !== null) problems.push({ kind: "service", id, text: reason });
    else {
      const name = readName(text);
      check("service", id, new Set([node.id, node.label]), [name.label, name.id]);
    }
  }
  for (const [id, text] of Object.entries(renames.people)) {
    const person = people.find((one) => one.id === id);
    if (!isKnown("person", id) || person === undefined) continue;
    const reason = personReason(text);
    if (reason !== null) problems.push({ kind: "person", id, text: reason });
    else check("person", id, new Set([id, person.name, ...person.name.split(" ")]), personNames(text));
  }
  return problems;
}

function serviceReason(text: string): string | null {
  const { label, id } = readName(text);
  const basic = nameReason(label);
  if (basic !== null) return basic;
  if (!/^[a-z][a-z0-9-]*$/.test(id) || id.length > MAX_ID || hasForeign(text))
    return `“${short(label)}” needs a short name for logs and hosts in brackets, expected a letter from a to z, then letters, digits or hyphens, at most ${MAX_ID}, as in “Payment provider (psp)”.`;
  if (OWN_WORDS.has(id))
    return `“${id}” is a word of the tools themselves, expected another short name, as in “${short(label)} (my-${id})”.`;
  return null;
}

/** Letters that the short name would lose; in brackets somebody has said what it is to be. */
const hasForeign = (text: string) => !/\([^()]*\)$/.test(text.trim()) && /[^\x20-\x7e]/.test(text);

const personNames = (text: string): readonly string[] => {
  const label = text.trim().replace(/\s+/g, " ");
  const [first = "", ...rest] = label.split(" ");
  return [label, first, readName(first).id, ...(rest.length > 0 ? [rest.join(" ")] : [])];
};

function personReason(text: string): string | null {
  const basic = nameReason(text.trim());
  if (basic !== null) return basic;
  const [first = ""] = text.trim().split(/\s+/);
  if (readName(first).id === "") return `“${short(first)}” has no letter from a to z, expected a first name with one.`;
  return null;
}

function nameReason(label: string): string | null {
  if (label === "") return "The name is empty, expected 1 to 40 characters.";
  if (label.length > MAX_NAME)
    return `“${short(label)}” is too long: ${label.length} characters, expected at most ${MAX_NAME}.`;
  const odd = /[^\p{L}\p{N} .&'’/+-]/u.exec(label)?.[0];
  if (odd !== undefined) return `“${short(label)}” contains “${odd}”, expected letters, digits, spaces and . & ' / + -`;
  return null;
}

const short = (text: string) => (text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text);

/** Whether a new name stands in a program already, where it would be taken for a name when names are replaced again. */
function wordsOf(program: Program): { has(name: string): boolean } {
  const texts = { prose: [] as string[], machine: [] as string[] };
  mapTexts(program, (text, kind) => {
    texts[kind].push(text);
    return text;
  });
  const prose = texts.prose.join("\n\n");
  const machine = texts.machine.join("\n\n");
  const { services, people } = namesOf(program);
  // A name within a longer one is not that name: "Ledger" in "Ledger database".
  const kept = [
    ...services.flatMap(({ id, label }): Replacement[] => [
      { from: label, to: label, kind: "label" },
      { from: id, to: id, kind: "id" },
    ]),
    ...people.map(({ name }): Replacement => ({ from: name, to: name, kind: "label" })),
  ];
  return {
    has: (name) => {
      if (kept.some(({ from }) => from === name)) return true;
      const kind = /^[a-z0-9-]+$/.test(name) ? "id" : "label";
      const replacer = new Replacer([...kept, { from: name, to: "", kind }]);
      return replacer.inProse(prose) !== prose || replacer.inMachineText(machine) !== machine;
    },
  };
}
