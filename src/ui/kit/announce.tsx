import { useSyncExternalStore } from "react";

export type Politeness = "polite" | "assertive";

interface Announcement {
  readonly id: number;
  readonly text: string;
  readonly politeness: Politeness;
}

/** How long a message stays in the live region; long enough to be picked up, short enough not to be found by browsing. */
const KEEP_MS = 7000;

let messages: readonly Announcement[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function set(next: readonly Announcement[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

/** Say something to screen readers. `assertive` interrupts: only for what cannot wait. The same text twice is said twice. */
export function announce(text: string, politeness: Politeness = "polite"): void {
  counter += 1;
  const id = counter;
  set([...messages, { id, text, politeness }]);
  setTimeout(() => set(messages.filter((message) => message.id !== id)), KEEP_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The live regions. Once per page, mounted from the start: a region that appears with its text is often not read. */
export function Announcer() {
  const all = useSyncExternalStore(subscribe, () => messages);
  const of = (politeness: Politeness) =>
    all.filter((message) => message.politeness === politeness).map((message) => <p key={message.id}>{message.text}</p>);
  return (
    <div className="visually-hidden" style={{ top: 0 }}>
      <div role="log" aria-live="polite" aria-label="Announcements">
        {of("polite")}
      </div>
      <div role="alert" aria-live="assertive">
        {of("assertive")}
      </div>
    </div>
  );
}
