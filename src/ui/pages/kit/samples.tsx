import { Activity, FileText, MessageSquare, Power, RotateCcw, Search, SlidersHorizontal, Square } from "lucide-react";
import type { PaletteGroup } from "../../kit/CommandPalette";
import type { GraphEdge, GraphNode } from "../../kit/chart/Graph";
import type { Span } from "../../kit/chart/Waterfall";

/** The parts of the page. */
export const places = [
  { id: "controls", label: "Controls", icon: <SlidersHorizontal />, keys: "g c" },
  { id: "surfaces", label: "Surfaces", icon: <Square />, keys: "g s" },
  { id: "charts", label: "Charts", icon: <Activity />, keys: "g g", count: 3 },
  { id: "words", label: "Words", icon: <MessageSquare />, keys: "g w" },
];

export function paletteGroups(run: (title: string) => void): PaletteGroup[] {
  return [
    {
      heading: "Change",
      items: [
        {
          id: "undo",
          title: "Go back to the version before",
          description: "Replaces the running version step by step.",
          meta: ["about 2 min", "low risk", "can be undone"],
          icon: <RotateCcw />,
          keys: "shift+r",
          keywords: ["rollback", "revert"],
          onSelect: () => run("Going back to the version before"),
        },
        {
          id: "restart",
          title: "Restart everything",
          description: "Stops every process and starts it again; caches are lost.",
          meta: ["about 4 min", "high risk", "cannot be undone"],
          icon: <Power />,
          danger: true,
          onSelect: () => run("Restarting"),
        },
        {
          id: "freeze",
          title: "Stop all changes",
          description: "Nobody can release until it is lifted.",
          unavailable: "somebody else holds the key",
          onSelect: () => run("Stopped"),
        },
      ],
    },
    {
      heading: "Look",
      items: [
        { id: "search", title: "Search the records", icon: <Search />, keys: "/", onSelect: () => run("Searching") },
        { id: "notes", title: "Open the notes", icon: <FileText />, keys: "g n", onSelect: () => run("Notes") },
      ],
    },
  ];
}

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly rate: number;
  readonly errors: number;
  readonly p95: number;
  readonly trend: readonly (number | null)[];
}

export const items: readonly Item[] = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"].map((name, index) => ({
  id: name,
  name,
  version: `v${418 - index}`,
  rate: [1240, 310, 86, 2210, 45, 720][index] ?? 0,
  errors: [0.041, 0.0002, 0, 0.001, 0.19, 0.0031][index] ?? 0,
  p95: [640, 88, 41, 120, 2300, 190][index] ?? 0,
  trend: Array.from({ length: 24 }, (_, at) =>
    index === 2 && at > 9 && at < 13 ? null : wave(at, index) * (at > 15 && index % 4 === 0 ? 2.4 : 1),
  ),
}));

/** A repeatable wobble around 10. */
export function wave(at: number, phase: number): number {
  return 10 + Math.sin(at / 3 + phase * 1.7) * 2 + Math.sin(at * 1.9 + phase) * 0.8;
}

export const spans: readonly Span[] = [
  { id: "1", group: "edge", name: "GET /order", start: 0, duration: 812, error: "502" },
  { id: "2", parent: "1", group: "alpha", name: "create order", start: 8, duration: 798, error: "upstream failed" },
  { id: "3", parent: "2", group: "bravo", name: "load basket", start: 14, duration: 46 },
  { id: "4", parent: "3", group: "store", name: "SELECT basket", start: 18, duration: 12 },
  { id: "5", parent: "2", group: "charlie", name: "reserve stock", start: 64, duration: 96 },
  { id: "6", parent: "2", group: "echo", name: "charge", start: 168, duration: 300, error: "timed out after 300 ms" },
  {
    id: "7",
    parent: "2",
    group: "echo",
    name: "charge (2nd try)",
    start: 490,
    duration: 300,
    error: "timed out after 300 ms",
  },
];

export const graphNodes: readonly GraphNode[] = [
  { id: "edge", label: "edge", detail: "2.4k/s", health: "ok" },
  { id: "alpha", label: "alpha", detail: "4.1 % failing", health: "degraded" },
  { id: "bravo", label: "bravo", detail: "p95 88 ms", health: "ok" },
  { id: "charlie", label: "charlie", detail: "p95 41 ms", health: "ok" },
  { id: "echo", label: "echo", detail: "19 % failing", health: "down" },
  { id: "store", label: "store", detail: "82 % busy", health: "ok" },
  { id: "outside", label: "third party", health: "unknown" },
];

export const graphEdges: readonly GraphEdge[] = [
  { from: "edge", to: "alpha", rate: 1240, errors: 0.041 },
  { from: "edge", to: "bravo", rate: 910 },
  { from: "alpha", to: "bravo", rate: 310 },
  { from: "alpha", to: "charlie", rate: 86 },
  { from: "alpha", to: "echo", rate: 45, errors: 0.19 },
  { from: "bravo", to: "store", rate: 640 },
  { from: "charlie", to: "store", rate: 120 },
  { from: "echo", to: "outside", rate: 44 },
];

export const diffText = `--- a/settings.yaml
+++ b/settings.yaml
@@ -12,7 +12,8 @@ pool:
   name: orders
-  size: 40
-  timeout: 2s
+  size: 16
+  timeout: 10s
+  retries: 3
   region: eu
   labels: [primary]
`;

export const markdownText = `### Pool is exhausted

Look at **busy connections** first. When they sit at the limit:

1. Find the longest statement: \`SELECT * FROM activity\`.
2. End it, or make the pool larger *for now*.

> Making the pool larger moves the queue to the database.

See [the notes](https://example.com/notes).`;
