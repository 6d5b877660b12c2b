import { useMemo } from "react";
import type { View } from "#domain/view";
import { duration } from "#lib/format";
import { useView } from "../live";
import { panelOf } from "../panels-open";

/** Why a panel has nothing to show to anybody, or to this seat, at present. */
export interface Closed {
  readonly title: string;
  readonly text: string;
}

/** Why the panel of a tool shows nothing at present: it does not load, or its seat cannot be reached. Null where it shows what it has. */
export function useClosed(panel: string, label: string): Closed | null {
  const now = useView((view) => view.now);
  const away = useView(({ team }) => team?.unreachable.some(({ seat }) => seat === team.seat) ?? false);
  const down = useView(({ team }) => {
    // Who runs the exercise sees it all the same.
    if (team === null || team.roles.includes("facilitator")) return null;
    const ends = team.down.flatMap((tool) => (panelOf(tool.panel) === panel ? tool.until : []));
    return ends.length === 0 ? null : Math.max(...ends);
  });
  const isTool = useView(({ team }) => team?.panels.some((id) => panelOf(id) === panel) ?? false);
  if (away && isTool) {
    return {
      title: `You see nothing of ${label.toLowerCase()} while you cannot be reached`,
      text: "It is part of the exercise. What was written until then you can still read.",
    };
  }
  if (down === null) return null;
  return {
    title: `${label} does not load`,
    text: `It is expected back in ${duration(Math.max(0, down - now))}. Look elsewhere meanwhile.`,
  };
}

/** Nodes whose own panels (`database`, `config`, …) the seat opens: of a resolver with services these, else all of them. */
export function useOwnNodes(): View["system"]["nodes"] {
  const nodes = useView((view) => view.system.nodes);
  const sees = useView(({ team }) => team?.sees ?? null);
  return useMemo(() => (sees === null ? nodes : nodes.filter(({ id }) => sees.includes(id))), [nodes, sees]);
}
