import { type ConsoleState, consoleStore, initialConsole, PANELS } from "./console-state";
import { readStored, writeStored } from "./kit/stored";

/** Of the run that was on screen last; the number changes with the shape of what is kept. */
const KEY = "console.1";

/** What was kept for this run, field by field as far as it can still be used. */
function keptFor(run: string): Partial<ConsoleState> {
  try {
    const kept = JSON.parse(readStored(KEY) ?? "null") as { run?: unknown; state?: Record<string, unknown> } | null;
    if (kept?.run !== run || typeof kept.state !== "object") return {};
    const known = Object.entries(kept.state).filter(([field]) => field in initialConsole && field !== "palette");
    const state = Object.fromEntries(known) as Partial<ConsoleState>;
    return PANELS.some(({ id }) => id === state.panel) ? state : {};
  } catch {
    return {};
  }
}

/** Puts the console as it was left when this run was on screen last; otherwise a run begins with the board. */
export function restoreConsole(run: string): void {
  consoleStore.setState({ ...initialConsole, ...keptFor(run) }, true);
}

/** Keeps what is set on screen, for a reload, until the returned function is called. */
export function keepConsole(run: string): () => void {
  return consoleStore.subscribe((state) => writeStored(KEY, JSON.stringify({ run, state })));
}
