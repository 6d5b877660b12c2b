/** A unit of work with a start and a length, in milliseconds from the start of the trace. */
export interface Span {
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  /** What did it; decides the colour. */
  readonly group: string;
  readonly start: number;
  readonly duration: number;
  /** What went wrong; its presence marks the span as failed. */
  readonly error?: string;
  readonly note?: string;
}

export interface SpanRow {
  readonly span: Span;
  /** 0 for a root. */
  readonly depth: number;
  readonly children: number;
  /** Time not covered by children, ms. */
  readonly self: number;
}

/** Time covered by at least one of the intervals, within [from, to]. */
function covered(intervals: readonly (readonly [number, number])[], from: number, to: number): number {
  let sum = 0;
  let reached = from;
  for (const [start, end] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const low = Math.max(start, reached);
    const high = Math.min(end, to);
    if (high > low) {
      sum += high - low;
      reached = high;
    }
  }
  return sum;
}

/**
 * Spans as an indented list, parents before children, siblings by start; the children of a closed span are left out.
 * A span whose parent is missing (lost by sampling) stands as a root. Spans that are their own ancestors are dropped.
 */
export function spanRows(spans: readonly Span[], closed: ReadonlySet<string> = new Set()): SpanRow[] {
  const known = new Set(spans.map((span) => span.id));
  const childrenOf = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of spans) {
    if (span.parent === undefined || !known.has(span.parent)) roots.push(span);
    else childrenOf.set(span.parent, [...(childrenOf.get(span.parent) ?? []), span]);
  }
  const rows: SpanRow[] = [];
  const visit = (span: Span, depth: number) => {
    const children = [...(childrenOf.get(span.id) ?? [])].sort((a, b) => a.start - b.start);
    const busy = covered(
      children.map((child) => [child.start, child.start + child.duration] as const),
      span.start,
      span.start + span.duration,
    );
    rows.push({ span, depth, children: children.length, self: span.duration - busy });
    if (!closed.has(span.id)) for (const child of children) visit(child, depth + 1);
  };
  for (const root of [...roots].sort((a, b) => a.start - b.start)) visit(root, 0);
  return rows;
}
