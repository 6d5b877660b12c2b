import { graphlib, layout } from "@dagrejs/dagre";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Positions in px; `x`, `y` of a node are its centre. Edges are keyed `from→to`. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point & { readonly width: number; readonly height: number }>;
  readonly edges: ReadonlyMap<string, { readonly path: string; readonly head: string; readonly middle: Point }>;
}

const WIDTH = 148;
const HEIGHT = 44;
/** Room for the rate on an edge. */
const LABEL = { width: 96, height: 16, labelpos: "c" as const };

/** Mean width of a letter of a text on an edge, and the room around it, in px. */
const LETTER = 6.2;
const AROUND = 6;

/** Width in px of the ground under a text on an edge. */
export const textWidth = (text: string): number => text.length * LETTER + AROUND;

/**
 * Lay a directed graph out in layers from left to right. Edges to unknown nodes are left out. `dense` keeps no room for
 * the texts of the edges; `width` is that of a node in px. An edge may come with the text that it has to have room for.
 */
export function layOut(
  ids: readonly string[],
  pairs: readonly (readonly [from: string, to: string, text?: string | null])[],
  dense = false,
  width = WIDTH,
): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: "LR",
    nodesep: dense ? 16 : 22,
    edgesep: 18,
    ranksep: dense ? 36 : 28,
    marginx: 8,
    marginy: 16,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(ids);
  for (const id of ids) graph.setNode(id, { width, height: HEIGHT });
  for (const [from, to, text] of pairs) {
    if (!known.has(from) || !known.has(to)) continue;
    graph.setEdge(from, to, dense ? {} : { ...LABEL, ...(text && { width: textWidth(text) }) });
  }
  layout(graph);

  const nodes = new Map(ids.map((id) => [id, graph.node(id) as Point & { width: number; height: number }]));
  const edges = new Map<string, { path: string; head: string; middle: Point }>();
  for (const { v, w } of graph.edges()) {
    const edge = graph.edge(v, w) as unknown as Point & { points: Point[] };
    const route = attach(edge.points, nodes.get(v), nodes.get(w), width);
    const middle = dense ? halfWay(route) : { x: edge.x, y: edge.y };
    edges.set(`${v}→${w}`, { path: curve(route), head: arrow(route), middle });
  }
  const size = graph.graph() as { width?: number; height?: number };
  return { width: Math.ceil(size.width ?? 0), height: Math.ceil(size.height ?? 0), nodes, edges };
}

/** Edges that go forward leave at the right side's middle and arrive at the left side's; others keep their route. */
function attach(
  points: readonly Point[],
  from: Point | undefined,
  to: Point | undefined,
  width: number,
): readonly Point[] {
  if (from === undefined || to === undefined || from.x >= to.x) return points;
  const start = { x: from.x + width / 2, y: from.y };
  const end = { x: to.x - width / 2, y: to.y };
  return [start, ...points.slice(1, -1).filter((point) => point.x > start.x + 12 && point.x < end.x - 12), end];
}

/** Half way along the longest piece. */
function halfWay(points: readonly Point[]): Point {
  let best = { x: 0, y: 0, length: -1 };
  points.forEach((to, index) => {
    const from = points[index - 1];
    if (from === undefined) return;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length > best.length) best = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, length };
  });
  return best;
}

/** A line that passes every point horizontally. */
function curve(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      if (before === undefined) return `M${point.x} ${point.y}`;
      const middle = (before.x + point.x) / 2;
      return `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    })
    .join("");
}

/** The head lies flat, as the line arrives. */
function arrow(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return "";
  const back = tip.x >= before.x ? -7 : 7;
  return `M${tip.x} ${tip.y}l${back} -3.5v7Z`;
}
