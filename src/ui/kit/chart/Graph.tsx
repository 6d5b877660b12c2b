import { RotateCcw, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "../Button";
import { formatValue } from "../format";
import { type Health, HealthShape } from "../Sign";
import { Skeleton } from "../State";
import css from "./Graph.module.css";
import type { Layout } from "./layout";
import { useZoom } from "./useZoom";

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** A short second line. */
  readonly detail?: string;
  /** Left out where nothing is healthy or not: a box without a sign. */
  readonly health?: Health;
  /** Drawn stronger; what it means has to stand in `detail`, too. */
  readonly isMarked?: boolean;
  /** Not one of the things that the graph is about: drawn with a broken line. */
  readonly isAside?: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Calls per second. */
  readonly rate?: number;
  /** Share that fails, 0–1. */
  readonly errors?: number;
  /** Stands on the line, in place of rate and errors. */
  readonly text?: string;
  /** Drawn stronger. */
  readonly isMarked?: boolean;
}

const HEALTH_WORD: Record<Health, string> = { ok: "healthy", degraded: "degraded", down: "down", unknown: "unknown" };
/** Share of failing calls from which an edge is drawn as failing. */
const FAILING = 0.01;

function edgeText(edge: GraphEdge, dense: boolean): string {
  if (edge.text !== undefined) return edge.text;
  if (dense) return `✕ ${formatValue(edge.errors, "ratio")}`;
  const rate = formatValue(edge.rate, "/s");
  return (edge.errors ?? 0) >= FAILING ? `${rate} · ✕ ${formatValue(edge.errors, "ratio")}` : rate;
}

/** A text on a ground that interrupts the line. */
function EdgeLabel({ at, text, width }: { at: { x: number; y: number }; text: string; width: number }) {
  return (
    <>
      <rect x={at.x - width / 2} y={at.y - 8} width={width} height={16} className={css.ground} />
      <text x={at.x} y={at.y + 4} textAnchor="middle" className={css.rate}>
        {text}
      </text>
    </>
  );
}

/** Width of a line in px. */
function strokeOf({ rate, isMarked = false }: GraphEdge): number {
  if (rate !== undefined) return Math.min(4, 1 + Math.log10(1 + rate) * 0.7);
  return isMarked ? 2.5 : 1;
}

/** A dense drawing shrinks to the room it has, but not below this scale. */
const LEAST_SCALE = 0.72;

/**
 * Nodes and who calls whom, laid out in layers (the layout is loaded when first needed and computed again only when
 * nodes or edges come or go). Nodes are focusable; arrow keys move to the nearest node in that direction. `dense`, for
 * many nodes: only edges that fail have a text, and the drawing fits itself to the width.
 */
export function Graph({
  label,
  nodes,
  edges,
  selected,
  onSelect,
  minHeight = 240,
  dense = false,
  verb = "calls",
  nodeWidth,
  down = false,
  zoom = false,
}: {
  label: string;
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  selected?: string | undefined;
  onSelect?: (id: string) => void;
  minHeight?: number;
  dense?: boolean;
  /** What an edge means, between the names of its ends, for who listens. */
  verb?: string;
  /** Width of a box in px, for longer names. */
  nodeWidth?: number;
  /** From top to bottom instead of from left to right. */
  down?: boolean;
  /** Can be enlarged: by buttons, by + − 0 while it has the focus, by the wheel with Ctrl or ⌘; dragged with the mouse. */
  zoom?: boolean;
}) {
  const [layout, setLayout] = useState<Layout & { readonly textWidth: (text: string) => number }>();
  const svg = useRef<SVGSVGElement>(null);
  const frame = useRef<HTMLElement>(null);
  const zooming = useZoom(frame, layout?.width ?? 0, zoom && layout !== undefined);
  const shape = JSON.stringify([nodes.map((node) => node.id), edges.map((edge) => [edge.from, edge.to, edge.text])]);

  useEffect(() => {
    let current = true;
    import("./layout").then(({ layOut, textWidth }) => {
      const [ids, pairs] = JSON.parse(shape) as [string[], [string, string, string | null][]];
      if (current) setLayout({ ...layOut(ids, pairs, dense, nodeWidth, down), textWidth });
    });
    return () => {
      current = false;
    };
  }, [shape, dense, nodeWidth, down]);

  if (layout === undefined) return <Skeleton height={minHeight} />;

  const move = (event: KeyboardEvent, id: string) => {
    const at = layout.nodes.get(id);
    const directions: Record<string, [number, number]> = {
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
      ArrowDown: [0, 1],
      ArrowUp: [0, -1],
    };
    const direction = directions[event.key];
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onSelect?.(id);
    }
    if (!at || !direction) return;
    event.preventDefault();
    let best: { id: string; cost: number } | undefined;
    for (const [other, box] of layout.nodes) {
      const along = (box.x - at.x) * direction[0] + (box.y - at.y) * direction[1];
      const across = Math.abs((box.x - at.x) * direction[1]) + Math.abs((box.y - at.y) * direction[0]);
      const cost = along + across * 2;
      if (other !== id && along > 1 && (best === undefined || cost < best.cost)) best = { id: other, cost };
    }
    if (best) svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(best.id)}"]`)?.focus();
  };

  const nameOf = new Map(nodes.map((node) => [node.id, node.label]));
  const describe = (node: GraphNode) => {
    const calls = edges
      .filter((edge) => edge.from === node.id)
      .map((edge) => `${nameOf.get(edge.to) ?? edge.to}${edge.text === undefined ? "" : ` (${edge.text})`}`);
    const name = `${node.label}${node.detail ? ` ${node.detail}` : ""}`;
    const health = node.health === undefined ? "" : `: ${HEALTH_WORD[node.health]}`;
    return `${name}${health}${calls.length > 0 ? `; ${verb} ${calls.join(", ")}` : ""}`;
  };

  const drawing = (
    <section
      ref={frame}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={css.frame}
      style={{ minHeight }}
      {...(zoom && zooming.handlers)}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: named by the section; its nodes are buttons with names */}
      <svg
        ref={svg}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        style={
          zooming.scale !== null
            ? { width: layout.width * zooming.scale, height: layout.height * zooming.scale }
            : dense
              ? { width: "100%", minWidth: layout.width * LEAST_SCALE, maxWidth: layout.width }
              : { width: layout.width, height: layout.height }
        }
        className={css.svg}
      >
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in this group has the focus; the nodes name whom they call */}
        <g aria-hidden="true">
          {edges.map((edge) => {
            const line = layout.edges.get(`${edge.from}→${edge.to}`);
            if (!line) return null;
            const failing = (edge.errors ?? 0) >= FAILING;
            return (
              <g
                key={`${edge.from}→${edge.to}`}
                className={failing ? css.failing : edge.isMarked ? css.marked : css.edge}
              >
                <path d={line.path} className={css.path} strokeWidth={strokeOf(edge)} />
                <path d={line.head} className={css.arrow} />
              </g>
            );
          })}
        </g>
        {nodes.map((node) => {
          const box = layout.nodes.get(node.id);
          if (!box) return null;
          const textAt = node.health === undefined ? 10 : 29;
          return (
            // biome-ignore lint/a11y/useSemanticElements: SVG has no button
            <g
              key={node.id}
              role="button"
              tabIndex={0}
              data-node={node.id}
              data-health={node.health}
              data-marked={node.isMarked || undefined}
              data-aside={node.isAside || undefined}
              aria-label={describe(node)}
              aria-pressed={onSelect ? node.id === selected : undefined}
              transform={`translate(${box.x - box.width / 2} ${box.y - box.height / 2})`}
              className={css.node}
              onClick={() => onSelect?.(node.id)}
              onKeyDown={(event) => move(event, node.id)}
            >
              <rect width={box.width} height={box.height} rx="4" className={css.box} />
              {node.health !== undefined && (
                <g transform={`translate(10 ${node.detail === undefined ? box.height / 2 - 6 : 9})`}>
                  <HealthShape health={node.health} />
                </g>
              )}
              <text x={textAt} y={node.detail === undefined ? box.height / 2 + 4.5 : 19} className={css.label}>
                {node.label}
              </text>{" "}
              {node.detail !== undefined && (
                <text x={textAt} y="35" className={css.detail}>
                  {node.detail}
                </text>
              )}
            </g>
          );
        })}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: as above; after the nodes, so that none of them covers a text */}
        <g aria-hidden="true">
          {edges.map((edge) => {
            const line = layout.edges.get(`${edge.from}→${edge.to}`);
            const failing = (edge.errors ?? 0) >= FAILING;
            if (!line || (edge.text === undefined && (edge.rate === undefined || (dense && !failing)))) return null;
            const text = edgeText(edge, dense);
            return (
              <g key={`${edge.from}→${edge.to}`} className={failing ? css.failing : css.edge}>
                <EdgeLabel at={line.middle} text={text} width={layout.textWidth(text)} />
              </g>
            );
          })}
        </g>
      </svg>
    </section>
  );
  if (!zoom) return drawing;
  return (
    <div className={css.zoomed}>
      {drawing}
      <div className={css.tools}>
        <IconButton label={`Smaller: ${label}`} icon={<ZoomOut />} onClick={() => zooming.by(-1)} />
        <IconButton label={`Larger: ${label}`} icon={<ZoomIn />} onClick={() => zooming.by(1)} />
        {zooming.scale !== null && (
          <IconButton label={`As it was: ${label}`} icon={<RotateCcw />} onClick={zooming.reset} />
        )}
      </div>
    </div>
  );
}
