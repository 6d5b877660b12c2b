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
 * the texts of the edges; `width` is that of a node in px; `down` puts the layers below one another. An edge may come with the text that it
 * has to have room for.
 */
export function layOut(
  ids: readonly string[],
  pairs: readonly (readonly [from: string, to: string, text?: string | null])[],
  dense = false,
  width = WIDTH,
  down = false,
): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: down ? "TB" : "LR",
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
    // Lines are drawn for layers from left to right; for layers from top to bottom the axes change places.
    const turn = (point: Point): Point => (down ? { x: point.y, y: point.x } : point);
    const [from, to] = [nodes.get(v), nodes.get(w)].map((node) => node && turn(node));
    const route = attach(edge.points.map(turn), from, to, down ? HEIGHT : width);
    const middle = dense ? turn(halfWay(route)) : { x: edge.x, y: edge.y };
    edges.set(`${v}→${w}`, { path: curve(route, turn), head: arrow(route, turn), middle });
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

type Turn = (point: Point) => Point;

/** A line that passes every point horizontally (before it is turned). */
function curve(points: readonly Point[], turn: Turn): string {
  const at = (point: Point) => {
    const { x, y } = turn(point);
    return `${x} ${y}`;
  };
  return points
    .map((point, index) => {
      const before = points[index - 1];
      if (before === undefined) return `M${at(point)}`;
      const x = (before.x + point.x) / 2;
      return `C${at({ x, y: before.y })} ${at({ x, y: point.y })} ${at(point)}`;
    })
    .join("");
}

/** The head lies flat, as the line arrives. */
function arrow(points: readonly Point[], turn: Turn): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return "";
  const back = tip.x >= before.x ? -7 : 7;
  const corners = [tip, { x: tip.x + back, y: tip.y - 3.5 }, { x: tip.x + back, y: tip.y + 3.5 }].map(turn);
  return `M${corners.map(({ x, y }) => `${x} ${y}`).join("L")}Z`;
}
