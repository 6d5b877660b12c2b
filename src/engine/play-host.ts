import type { JournalEntry } from "#domain/journal";
import type { BoardResult, Look } from "#domain/telemetry";
import type { View } from "#domain/view";
import type { CelEnv, CelHost, CelValue } from "#lib/cel";

type Board = Extract<Look, { panel: "board" }>;

/** Seconds after which a player glances at the board again. */
const GLANCE = 10;

/** What a player knows of its own doing: what it said, whom it asked, which actions are its own, what it last looked at. */
export class Deeds {
  readonly said: { second: number; audience: string; features: readonly string[] }[] = [];
  readonly tasked: string[] = [];
  readonly operations = new Set<number>();
  resolvedAt = -1;
  board: Board | null = null;
  private glance: { readonly look: Board; readonly second: number; readonly result: BoardResult } | null = null;

  constructor(readonly author: string) {}

  /** Takes in what the journal says about this player. */
  learn(entries: readonly JournalEntry[]): void {
    for (const { kind, by, at, data } of entries) {
      if (by !== this.author) continue;
      if (kind === "message") {
        const features = Array.isArray(data.features) ? (data.features as readonly string[]) : [];
        this.said.push({ second: at.second, audience: String(data.audience), features });
      } else if (kind === "task" && data.state === "given") this.tasked.push(String(data.person));
      else if (kind === "operation" && typeof data.id === "number") this.operations.add(data.id);
      else if (kind === "resolve") this.resolvedAt = at.second;
    }
  }

  /** The board last looked at, as it stands; glanced at every ten seconds. */
  boardNow(view: View): BoardResult | null {
    const look = this.board;
    if (look === null) return null;
    const old = this.glance;
    if (old !== null && old.look === look && view.now - old.second < GLANCE) return old.result;
    const shown = view.look(look);
    if (shown.panel !== "board") return null;
    this.glance = { look, second: view.now, result: shown.board };
    return shown.board;
  }
}

/** What play expressions are evaluated over: a view, and what the player itself did. */
export class PlayEnv implements CelEnv {
  constructor(
    readonly view: View,
    readonly deeds: Deeds,
    /** Node a flag belongs to, as the configuration panel shows it. */
    readonly flagNodes: ReadonlyMap<string, string>,
    /** Which variant is played: for players that know beforehand. It comes from the header, not from the view. */
    readonly variant: string,
  ) {}

  lookup(name: string): CelValue | undefined {
    return name === "t" ? this.view.now : name === "variant" ? this.variant : undefined;
  }
}

type Args = readonly CelValue[];
const text = (args: Args, i: number): string => (typeof args[i] === "string" ? args[i] : "");
const fits = (wanted: string, got: string): boolean => wanted === "" || wanted === got;

function operations({ view, flagNodes }: PlayEnv, args: Args) {
  const [action, node, region] = [text(args, 0), text(args, 1), text(args, 2)];
  return view.operations.filter(
    ({ request }) =>
      fits(action, request.action) &&
      fits(node, request.node ?? flagNodes.get(request.flag ?? "") ?? "") &&
      (fits(region, request.region ?? "") || request.region === "all"),
  );
}

/** Everything a play may ask besides arithmetic. */
export const PLAY_HOST: CelHost<PlayEnv> = {
  gauge: ({ view }, args) => view.gauges.find((g) => g.id === args[0])?.value ?? 0,
  acked: ({ view }) => view.pages[0]?.ackedAt ?? -1,
  severity: ({ view }) => view.severity ?? 0,
  seen: ({ view }, args) => view.facts.some((f) => f.id === args[0]),
  pinned: ({ view }, args) => view.facts.some((f) => f.id === args[0] && f.pinned !== null),
  requested: (env, args) => operations(env, args).filter((op) => env.deeds.operations.has(op.id)).length,
  running: (env, args) => operations(env, args).some((op) => op.phase === "requested" || op.phase === "running"),
  done: (env, args) => operations(env, args).filter((op) => op.phase === "done").length,
  answered: ({ view }, args) => {
    const request = view.requests.find((r) => r.id === args[0]);
    return request?.state === "expired" ? "silence" : (request?.answer ?? "");
  },
  open: ({ view }, args) => view.requests.some((r) => r.id === args[0] && r.state === "open"),
  said: ({ deeds }, args) =>
    deeds.said.filter(
      (s) => fits(text(args, 0), s.audience) && (text(args, 1) === "" || s.features.includes(text(args, 1))),
    ).length,
  lastSaid: ({ deeds }, args) => deeds.said.findLast((s) => fits(text(args, 0), s.audience))?.second ?? -1,
  tasked: ({ deeds }, args) => deeds.tasked.filter((person) => fits(text(args, 0), person)).length,
  hypotheses: ({ view }) => view.hypotheses.filter((h) => h.state !== "rejected").length,
  resolvedAt: ({ deeds }) => deeds.resolvedAt,
  last: ({ view, deeds }, args) => {
    const chart = deeds.boardNow(view)?.charts.find((c) => c.metric === args[0]);
    const values = chart?.series.find((s) => s.label === args[1])?.values;
    for (let i = (values?.length ?? 0) - 1; i >= 0; i--) {
      const value = values?.[i] as number;
      if (!Number.isNaN(value)) return value;
    }
    return -1;
  },
};
