import type {
  Outline,
  OutlineFault,
  OutlineMachine,
  OutlineMove,
  OutlineNode,
  OutlineState,
  OutlineVariant,
  Span,
} from "#domain/outline";
import { type Located, type LocatedEntry, patchLocated } from "./parse/located";

/** States nest no deeper in a story that works; a file may nest as deep as files may. */
const MAX_STATES = 500;

/**
 * What a picture of a drill shows, from its file and that of its system as they were read: nothing is checked, and what does not
 * make sense is left out.
 */
export function outlineOf(drill: Located, system: Located | null): Outline {
  const world = at(drill, "world");
  const merged = system === null ? world : world === undefined ? system : patchLocated(system, world, () => {});
  return {
    machines: entriesOf(at(drill, "story")).flatMap(([id, entry]) => machine(id, entry)),
    nodes: nodes(merged, system ?? undefined, world),
    faults: entriesOf(at(merged, "faults")).flatMap(([id, entry]) => fault(id, entry)),
    variants: entriesOf(at(drill, "variants")).map(([id, entry]) => variant(id, entry)),
  };
}

function at(node: Located | undefined, key: string): Located | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.node : undefined;
}

function entriesOf(node: Located | undefined): (readonly [string, LocatedEntry])[] {
  return node?.kind === "map" ? [...node.entries] : [];
}

function textOf(node: Located | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

const isTrue = (node: Located | undefined): boolean => node?.kind === "scalar" && node.value === true;

/** From the key to the end of the value; the key alone where the value comes from another file. */
function spanOf({ keySource, keyStart, node }: LocatedEntry): Span {
  const from = keySource.position(keyStart);
  const end = node.source === keySource ? trimmed(keySource.text, keyStart, node.end) : keyStart;
  const to = keySource.position(end);
  return { file: keySource.path, ...from, endLine: to.line, endColumn: to.column };
}

/** A block of YAML reaches to where the next thing begins: without the empty lines before that. */
function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last;
}

function machine(id: string, entry: LocatedEntry): OutlineMachine[] {
  if (entry.node.kind !== "map") return [];
  const states: OutlineState[] = [];
  const moves: { from: readonly string[]; to: string; event: string; span: Span }[] = [];
  walkStates(id, entry.node, [], states, moves);
  const known = new Set(states.map(({ path }) => path));
  const targets = moves.flatMap(({ from, to, event, span }): OutlineMove[] => {
    // As the compiler reads it: a sibling, else a path from the machine.
    const parts = to.split(".");
    const found = [[...from.slice(0, -1), ...parts], parts].map((p) => [id, ...p].join(".")).find((p) => known.has(p));
    return found === undefined ? [] : [{ from: [id, ...from].join("."), to: found, event, span }];
  });
  return [{ id, isParallel: isTrue(at(entry.node, "parallel")), states, moves: targets, span: spanOf(entry) }];
}

function walkStates(
  machine: string,
  node: Located,
  path: readonly string[],
  states: OutlineState[],
  moves: { from: readonly string[]; to: string; event: string; span: Span }[],
): void {
  for (const [event, entry] of entriesOf(at(node, "on"))) {
    const to = textOf(entry.node) ?? textOf(at(entry.node, "to"));
    if (to !== undefined) moves.push({ from: path, to, event, span: spanOf(entry) });
  }
  const inner = entriesOf(at(node, "states"));
  const initial = isTrue(at(node, "parallel")) ? undefined : (textOf(at(node, "initial")) ?? inner[0]?.[0]);
  for (const [id, entry] of inner) {
    if (states.length >= MAX_STATES) return;
    states.push({
      path: [machine, ...path, id].join("."),
      id,
      parent: path.length === 0 ? null : [machine, ...path].join("."),
      isInitial: id === initial,
      isFinal: isTrue(at(entry.node, "final")),
      isParallel: isTrue(at(entry.node, "parallel")),
      turn: textOf(at(entry.node, "turn")) ?? "",
      span: spanOf(entry),
    });
    walkStates(machine, entry.node, [...path, id], states, moves);
  }
}

function nodes(merged: Located | undefined, ...written: readonly (Located | undefined)[]): OutlineNode[] {
  const homes = written.map((file) => new Map(entriesOf(at(file, "nodes"))));
  return entriesOf(at(merged, "nodes")).map(([id, entry]) => {
    const home = homes.map((nodes) => nodes.get(id)).find((found) => found !== undefined) ?? entry;
    const called = entriesOf(at(entry.node, "operations")).flatMap(([, operation]) =>
      entriesOf(at(operation.node, "calls")).flatMap(([, call]) => {
        const to = textOf(call.node) ?? textOf(at(call.node, "to"));
        return to?.split(".")[0] ?? [];
      }),
    );
    return {
      id,
      label: textOf(at(entry.node, "label")) ?? id,
      kind: textOf(at(entry.node, "kind")) ?? "service",
      calls: [...new Set(called)].filter((to) => to !== id),
      span: spanOf(home),
    };
  });
}

function fault(id: string, entry: LocatedEntry): OutlineFault[] {
  if (entry.node.kind !== "map") return [];
  const where = at(entry.node, "where");
  const named = ["node", "operation", "call"].map((key) => textOf(at(where, key)));
  const node = named.find((name) => name !== undefined)?.split(".")[0] ?? null;
  return [{ id, label: textOf(at(entry.node, "label")) ?? id, node, span: spanOf(entry) }];
}

function variant(id: string, entry: LocatedEntry): OutlineVariant {
  const weight = at(entry.node, "weight");
  const changes = entriesOf(at(entry.node, "patch")).flatMap(([key, { node }]) => {
    const inner = entriesOf(node);
    return inner.length === 0 ? [key] : inner.map(([second]) => `${key}.${second}`);
  });
  return {
    id,
    label: textOf(at(entry.node, "label")) ?? id,
    weight: weight?.kind === "scalar" && typeof weight.value === "number" ? weight.value : 1,
    changes,
    span: spanOf(entry),
  };
}
