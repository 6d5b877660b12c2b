import { EXPR_FUNCTIONS } from "#domain/expressions";
import type { CelNode } from "#lib/cel";
import type { Replacer } from "./rename-text";

/**
 * What stands under these keys is a word of ours, not a name: kinds, phases, metrics. A node called `cache` does not change that it is
 * of the kind `cache`.
 */
const FIXED = new Set(
  "action audience balancing code dimension discipline event field form format hashes kind level measure mechanism metric mode noun outcome panel resolution runtime severity slug sources split unit".split(
    " ",
  ),
);

/** What people write and read. Everything else is what machines write, or an identifier. */
const PROSE = new Set(
  "body briefing debrief label markdown missed note notes reason reply role says skills summary tags team text title turns why".split(
    " ",
  ),
);

/** The text of a log line or of a pipeline's step, and the label of a setting, are machines' all the same. */
const MACHINES_TEXT: Readonly<Record<string, string>> = { logs: "text", pipeline: "text", settings: "label" };

/** Keys of a statechart that are XState's. */
const STATECHART = new Set("actions always entry exit id initial on states target type".split(" "));

/** Maps of a statechart whose keys are names. */
const CHART_NAMES = new Set(["effects", "on", "states", "turns"]);

/** Arguments of functions that are words of ours. */
const FIXED_ARGS = new Set(["action", "audience", "feature", "measure", "mechanism", "metric"]);

const FUNCTIONS = new Map(EXPR_FUNCTIONS.map((one) => [one.name, one]));

type Kind = "fixed" | "prose" | "machine";

/** Where a value stands: the key it is under, the list or map that key is in, and whether it is inside a statechart. */
interface Place {
  readonly key: string;
  readonly inside: string;
  readonly isChart: boolean;
}

function kindAt({ key, inside }: Place): Kind {
  if (FIXED.has(key)) return "fixed";
  return PROSE.has(key) && MACHINES_TEXT[inside] !== key ? "prose" : "machine";
}

/** Calls back with every text below a value and what kind it is; the value comes back with the answers in their place. */
export function mapTexts(value: unknown, change: (text: string, kind: Exclude<Kind, "fixed">) => string): unknown {
  const walk = (value: unknown, place: Place): unknown => {
    if (typeof value === "string") {
      const kind = kindAt(place);
      return kind === "fixed" ? value : change(value, kind);
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, place));
    if (value === null || typeof value !== "object") return value;
    if (isExpression(value)) return expression(value, kindAt(place) === "prose" ? "prose" : "machine", change);
    const out: Record<string, unknown> = {};
    const isChart = place.isChart || place.key === "machines";
    // States, events and lists of effects are called what their authors liked.
    const isNamed = isChart && CHART_NAMES.has(place.key);
    for (const [key, item] of Object.entries(value)) {
      if (key === "addresses" && place.key === "system") {
        out.addresses = item;
        continue;
      }
      Object.defineProperty(out, isNamed && !STATECHART.has(key) ? change(key, "machine") : key, {
        // An expression within a text is part of it; what was said about a state is prose whatever the state is called.
        value: walk(item, key === "expr" || place.key === "turns" ? place : { key, inside: place.key, isChart }),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return out;
  };
  return walk(value, { key: "", inside: "", isChart: false });
}

interface Expression {
  readonly source: string;
  readonly node: CelNode;
}

const isExpression = (value: object): value is Expression =>
  "source" in value && "node" in value && Array.isArray(value.node);

/** Names in an expression's literals, in its tree and in how it is written. */
function expression(
  value: Expression,
  kind: "prose" | "machine",
  change: (text: string, kind: "prose" | "machine") => string,
): Expression {
  const changed = new Map<string, string>();
  const literal = (text: string): string => {
    const next = change(text, kind === "prose" && /\s/.test(text) ? "prose" : "machine");
    if (next !== text) changed.set(text, next);
    return next;
  };
  const walk = (node: unknown): unknown => {
    if (!Array.isArray(node)) return node;
    if (node[0] === "str" && typeof node[1] === "string") return ["str", literal(node[1])];
    if (node[0] === "call") {
      const args = FUNCTIONS.get(String(node[1]))?.args ?? [];
      const given = node[2] as readonly unknown[];
      const isFixed = (arg: unknown, i: number) =>
        Array.isArray(arg) && arg[0] === "str" && FIXED_ARGS.has(args[i]?.kind ?? "");
      return ["call", node[1], given.map((arg, i) => (isFixed(arg, i) ? arg : walk(arg)))];
    }
    // What is compared with a field of a fixed vocabulary is one of its words.
    if (node[0] === "op" && (node[2] as readonly unknown[]).some(isFixedField)) return node;
    return typeof node[0] === "string" ? [node[0], ...node.slice(1).map(walk)] : node.map(walk);
  };
  const node = walk(value.node) as CelNode;
  if (changed.size === 0) return value;
  const source = value.source.replace(/(["'])((?:\\.|(?!\1).)*)\1/g, (whole, quote: string, text: string) => {
    const next = changed.get(text);
    return next === undefined ? whole : `${quote}${next}${quote}`;
  });
  return { ...value, source, node };
}

function isFixedField(node: unknown): boolean {
  if (!Array.isArray(node)) return false;
  if (node[0] === "id") return node[1] === "split";
  return node[0] === "get" && FIXED.has(String(node[2]));
}

/** Replaces names in every text below a value. */
export const replaceNames = <T>(value: T, replacer: Replacer): T =>
  mapTexts(value, (text, kind) => (kind === "prose" ? replacer.inProse(text) : replacer.inMachineText(text))) as T;
