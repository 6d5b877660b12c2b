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

const NODE = { width: 148, height: 44 };

/** Lay a directed graph out in layers from left to right. Edges to unknown nodes are left out. */
export function layOut(ids: readonly string[], pairs: readonly (readonly [string, string])[]): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 26, ranksep: 92, marginx: 8, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(ids);
  for (const id of ids) graph.setNode(id, { ...NODE });
  for (const [from, to] of pairs) if (known.has(from) && known.has(to)) graph.setEdge(from, to, {});
  layout(graph);

  const nodes = new Map(ids.map((id) => [id, graph.node(id) as Point & { width: number; height: number }]));
  const edges = new Map<string, { path: string; head: string; middle: Point }>();
  for (const { v, w } of graph.edges()) {
    const points = (graph.edge(v, w) as { points: Point[] }).points;
    edges.set(`${v}→${w}`, { path: curve(points), head: arrow(points), middle: midpoint(points) });
  }
  const size = graph.graph() as { width?: number; height?: number };
  return { width: Math.ceil(size.width ?? 0), height: Math.ceil(size.height ?? 0), nodes, edges };
}

/** A smooth line through the points: quadratic pieces between the midpoints. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  let path = `M${first.x} ${first.y}`;
  for (let index = 0; index + 1 < rest.length; index++) {
    const a = rest[index] as Point;
    const b = rest[index + 1] as Point;
    path += `Q${a.x} ${a.y} ${(a.x + b.x) / 2} ${(a.y + b.y) / 2}`;
  }
  return `${path}L${last.x} ${last.y}`;
}

function arrow(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return "";
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const dx = ((tip.x - before.x) / length) * 7;
  const dy = ((tip.y - before.y) / length) * 7;
  return `M${tip.x} ${tip.y}L${tip.x - dx - dy / 2} ${tip.y - dy + dx / 2}L${tip.x - dx + dy / 2} ${tip.y - dy - dx / 2}Z`;
}

function midpoint(points: readonly Point[]): Point {
  return points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
}
