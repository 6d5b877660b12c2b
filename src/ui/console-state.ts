import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Audience } from "#domain/commands";
import type { Look } from "#domain/telemetry";

/** What the panels are for: what one sees from outside, what one looks into, what one does, with whom one talks, and how a team works. */
export const PANEL_GROUPS = [
  { id: "see", label: "See" },
  { id: "inside", label: "Look inside" },
  { id: "act", label: "Act" },
  { id: "talk", label: "Talk" },
  { id: "team", label: "Team" },
] as const;

/** The panels of the console, in the order of the rail. `keys` is the sequence that opens one. */
export const PANELS = [
  { id: "board", label: "Board", keys: "g b", group: "see" },
  { id: "map", label: "Service map", keys: "g m", group: "see" },
  { id: "alerts", label: "Alerts", keys: "g p", group: "see" },
  { id: "logs", label: "Logs", keys: "g l", group: "see" },
  { id: "traces", label: "Traces", keys: "g t", group: "see" },
  { id: "explore", label: "Explore", keys: "g e", group: "see" },
  { id: "deploys", label: "Deploys", keys: "g d", group: "inside" },
  { id: "config", label: "Config and flags", keys: "g c", group: "inside" },
  { id: "database", label: "Database", keys: "g q", group: "inside" },
  { id: "runtime", label: "Runtime", keys: "g u", group: "inside" },
  { id: "terminal", label: "Terminal", keys: "g x", group: "inside" },
  { id: "runbook", label: "Runbook", keys: "g r", group: "inside" },
  { id: "actions", label: "Actions", keys: "g a", group: "act" },
  { id: "notebook", label: "Notebook", keys: "g n", group: "act" },
  { id: "channel", label: "Channel", keys: "g i", group: "talk" },
  { id: "status", label: "Status page", keys: "g s", group: "talk" },
  { id: "team", label: "Team", keys: "g w", group: "team" },
  { id: "timeline", label: "Timeline", keys: "g y", group: "team" },
  { id: "conduct", label: "Exercise", keys: "g f", group: "team" },
] as const;
export type ConsolePanel = (typeof PANELS)[number]["id"];

type Of<P extends Look["panel"]> = Extract<Look, { readonly panel: P }>;

/** One line given to the terminal and what it printed. */
export interface TerminalEntry {
  readonly line: string;
  readonly output: string;
  readonly exit: number;
  /** Emptied from the screen by `clear`; still in the history. */
  readonly isCleared?: boolean;
}

/** What the player has set on screen: which panel, and what each one asks. Never anything simulated. */
export interface ConsoleState {
  readonly panel: ConsolePanel;
  /** In an incident round, where there is room for one thing only: whether the conversation is in front of the panel. */
  readonly isTalking: boolean;
  readonly board: Of<"board">;
  readonly logs: Of<"logs">;
  readonly traces: Of<"traces">;
  readonly explore: Of<"explore">;
  /** Without a node: the first there is. */
  readonly database: Of<"database">;
  readonly runtime: Of<"runtime">;
  /** What the terminal shows, oldest first. */
  readonly terminal: readonly TerminalEntry[];
  /** The opened trace, deploy, config node, runbook page; null = the list. */
  readonly trace: string | null;
  readonly deploy: string | null;
  readonly configNode: string | null;
  readonly runbookPage: string | null;
  /** The tab of the notebook. */
  readonly notebook: string;
  readonly palette: boolean;
  /** Whom the message being written is for; null = none is being written. */
  readonly compose: Audience | null;
  /** What has been written and not been sent; it waits while its writer looks something up. */
  readonly drafts: Readonly<Partial<Record<Audience, string>>>;
  /** The last message that the player has had before them; those after it are new. */
  readonly read: number;
}

export const initialConsole: ConsoleState = {
  panel: "board",
  isTalking: true,
  board: { panel: "board", node: "all", split: null, region: null, window: 1800, compare: false },
  logs: { panel: "logs", query: "", window: 900 },
  traces: { panel: "traces", node: null, route: null, region: null, only: "any", window: 600 },
  explore: { panel: "explore", query: "", window: 1800, step: 15 },
  database: { panel: "database", node: "", view: "activity", key: null },
  runtime: { panel: "runtime", node: "", region: "", view: "pods", operation: null },
  terminal: [],
  trace: null,
  deploy: null,
  configNode: null,
  runbookPage: null,
  notebook: "case",
  palette: false,
  compose: null,
  drafts: {},
  read: -1,
};

/** One per run page. */
export const consoleStore = createStore<ConsoleState>(() => initialConsole);

export function useConsole<T>(select: (state: ConsoleState) => T): T {
  return useStore(consoleStore, select);
}

/** Opens a panel, optionally with what it shall ask: `openPanel("logs", { logs: { …, query: "trace:abc" } })`. */
export function openPanel(panel: ConsolePanel, change: Partial<Omit<ConsoleState, "panel">> = {}): void {
  consoleStore.setState({ panel, isTalking: false, ...change });
}
