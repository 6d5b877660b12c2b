import { consoleStore, openPanel } from "../../console-state";
import { acknowledge, togglePause } from "../../controls";
import { type Hotkey, useHotkeys } from "../../kit/hotkeys";
import { useLive, useSession } from "../../live";
import { usePanels } from "../../panels-open";

/** Puts the focus into the search field of the panel on screen, if it has one. */
function focusSearch(): void {
  document.querySelector<HTMLElement>("main [data-search]")?.focus();
}

/** Letters go to fields as long as one has the focus; this is the way back to the keys. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** The keys of a run by itself: hints, and a clock that can be hurried and may be stopped. */
export function useRunKeys(): readonly Hotkey[] {
  const session = useSession();
  // What is over has a clock of its own, and no hints.
  const isOver = useLive(({ status }) => status === "replay");
  const playing: readonly Hotkey[] = [
    { keys: "h", label: "A hint", group: "General", run: () => openPanel("notebook", { notebook: "hints" }) },
    { keys: "space", label: "Pause, go on", group: "Clock", run: () => togglePause(session) },
    { keys: ".", label: "Skip to the next change", group: "Clock", run: () => session.skip() },
  ];
  return [
    ...(isOver ? [] : playing),
    { keys: "1", label: "Real time", group: "Clock", run: () => session.setSpeed(1) },
    { keys: "5", label: "Five times as fast", group: "Clock", run: () => session.setSpeed(5) },
    { keys: "0", label: "Twenty times as fast", group: "Clock", run: () => session.setSpeed(20) },
  ];
}

/** The keys of every desk, and `more` that this one has; `?` lists them. */
export function useConsoleKeys(onHelp: () => void, more: readonly Hotkey[]): void {
  const session = useSession();
  const panels = usePanels();
  // In what is over there is nothing to acknowledge.
  const isOver = useLive(({ status }) => status === "replay");
  const playing: readonly Hotkey[] = [
    { keys: "a", label: "Acknowledge the page", group: "General", run: () => acknowledge(session) },
    { keys: "w", label: "Write a note", group: "General", run: () => document.getElementById("quick-note")?.focus() },
  ];
  useHotkeys([
    ...(isOver ? [] : playing),
    { keys: "mod+k", label: "Do something", group: "General", run: () => consoleStore.setState({ palette: true }) },
    { keys: "/", label: "Search in the panel", group: "General", run: focusSearch },
    { keys: "esc", label: "Leave a field", group: "General", inFields: true, run: leaveField },
    { keys: "?", label: "This list", group: "General", run: onHelp },
    ...more,
    ...panels.map(({ id, label, keys }) => ({ keys, label, group: "Panels", run: () => openPanel(id) })),
  ]);
}
