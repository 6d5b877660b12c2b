import type { KeyboardEvent } from "react";

/** What the keys of an inject in a queue do; null: there is nothing of the kind. */
export interface QueueKeys {
  readonly onStep: (by: -1 | 1) => void;
  readonly onNudge: (by: -1 | 1) => void;
  readonly onMove: (() => void) | null;
  readonly onTry: (() => void) | null;
  readonly onRemove: () => void;
  readonly onFire: (() => void) | null;
}

/** What a press means: arrows go through the queue, with Alt they move the inject. */
function meant({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, keys: QueueKeys): (() => void) | null {
  if (ctrlKey || metaKey) return null;
  // Not a letter: `f` begins the keys that go to another tab.
  if (shiftKey) return key === "Enter" ? keys.onFire : null;
  const by = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : null;
  if (by !== null) return () => (altKey ? keys.onNudge : keys.onStep)(by);
  if (altKey) return null;
  if (key === "m") return keys.onMove;
  if (key === "t") return keys.onTry;
  return key === "Delete" ? keys.onRemove : null;
}

/** Handles the keys of an inject in a queue, wherever the queue stands. */
export const queueKeys =
  (keys: QueueKeys) =>
  (event: KeyboardEvent): void => {
    const does = meant(event, keys);
    if (does === null) return;
    event.preventDefault();
    does();
  };
