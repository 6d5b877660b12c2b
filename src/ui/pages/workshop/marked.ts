import { StateEffect, StateField, type Text } from "@codemirror/state";
import type { Outline, Span } from "#domain/outline";
import type { Diagnostic } from "#domain/pack";

/** A part of the picture, and the stretch of the text it is written in, as offsets. */
export interface Part {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export const setParts = StateEffect.define<readonly Part[]>();

/** The parts of the picture that are written in a text. They move with what is typed around them. */
export const parts = StateField.define<readonly Part[]>({
  create: () => [],
  update: (before, { changes, docChanged, effects }) => {
    const set = effects.find((effect) => effect.is(setParts));
    if (set !== undefined) return set.value;
    if (!docChanged) return before;
    return before.map(({ id, from, to }) => ({ id, from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) }));
  },
});

/** The innermost part that a position lies in. */
export function partAt(all: readonly Part[], position: number): Part | null {
  const around = all.filter(({ from, to }) => from <= position && position <= to);
  return around.reduce<Part | null>(
    (best, part) => (best && best.to - best.from < part.to - part.from ? best : part),
    null,
  );
}

/** Ids of parts: a picture has them, too. */
export const idOf = {
  machine: (id: string) => `machine ${id}`,
  state: (path: string) => `state ${path}`,
  /** Where the moves of a machine are written that it makes in any state. */
  anywhere: (machine: string) => `anywhere ${machine}`,
  move: (from: string, event: string) => `move ${from} ${event}`,
  node: (id: string) => `node ${id}`,
  fault: (id: string) => `fault ${id}`,
  variant: (id: string) => `variant ${id}`,
};

/** Every part of a picture with its span. */
export function spansOf({ machines, nodes, faults, variants }: Outline): readonly { id: string; span: Span }[] {
  return [
    ...machines.flatMap((machine) => [
      { id: idOf.machine(machine.id), span: machine.span },
      ...machine.moves
        .filter(({ from }) => from === machine.id)
        .slice(0, 1)
        .map(({ span }) => ({ id: idOf.anywhere(machine.id), span })),
      ...machine.states.map(({ path, span }) => ({ id: idOf.state(path), span })),
      ...machine.moves.map(({ from, event, span }) => ({ id: idOf.move(from, event), span })),
    ]),
    ...nodes.map(({ id, span }) => ({ id: idOf.node(id), span })),
    ...faults.map(({ id, span }) => ({ id: idOf.fault(id), span })),
    ...variants.map(({ id, span }) => ({ id: idOf.variant(id), span })),
  ];
}

/** An offset for a line and a column, both from 1; the nearest one where the text has become shorter. */
export function offsetOf(doc: Text, line: number, column: number): number {
  if (line > doc.lines) return doc.length;
  const { from, to } = doc.line(Math.max(1, line));
  return Math.min(to, from + Math.max(0, column - 1));
}

/** What of a picture is written in one file. */
export function partsIn(outline: Outline | null, file: string, doc: Text): readonly Part[] {
  if (outline === null) return [];
  return spansOf(outline)
    .filter(({ span }) => span.file === file)
    .map(({ id, span }) => ({
      id,
      from: offsetOf(doc, span.line, span.column),
      to: offsetOf(doc, span.endLine, span.endColumn),
    }));
}

/** The stretch that a diagnostic underlines: the word it points at, else a character. */
export function stretchOf(doc: Text, { line, column }: Diagnostic): { readonly from: number; readonly to: number } {
  const from = offsetOf(doc, line, column);
  const { to: end, text } = doc.lineAt(from);
  const rest = text.slice(text.length - (end - from));
  const word = /^(?:"[^"]*"|'[^']*'|[\w.-]+)/.exec(rest)?.[0].length ?? 1;
  return { from, to: Math.min(end, from + word) };
}
