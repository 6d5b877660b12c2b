export type MarkTone = "good" | "bad" | "neutral";

/** A stretch of a text, [from, to) in UTF-16 code units, and why it is marked. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly tone: MarkTone;
  readonly reason: string;
}

/** A piece of the text; `marks` are indices into the given list (several where marks overlap). */
export interface Piece {
  readonly text: string;
  readonly marks: readonly number[];
}

/** Cut a text at the borders of its marks. Marks outside the text are clipped, empty ones dropped. */
export function cutAtMarks(text: string, marks: readonly Mark[]): Piece[] {
  const clipped = marks.map((mark) => ({ from: Math.max(0, mark.from), to: Math.min(text.length, mark.to) }));
  const cuts = new Set([0, text.length]);
  for (const mark of clipped) {
    if (mark.from < mark.to) {
      cuts.add(mark.from);
      cuts.add(mark.to);
    }
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let index = 0; index + 1 < sorted.length; index++) {
    const from = sorted[index] as number;
    const to = sorted[index + 1] as number;
    const covering = clipped.flatMap((mark, id) =>
      mark.from <= from && to <= mark.to && mark.from < mark.to ? [id] : [],
    );
    pieces.push({ text: text.slice(from, to), marks: covering });
  }
  return pieces;
}

/** Where marks overlap the worst one shows. */
export function worstTone(tones: readonly MarkTone[]): MarkTone | undefined {
  return tones.includes("bad") ? "bad" : tones.includes("good") ? "good" : tones[0];
}
