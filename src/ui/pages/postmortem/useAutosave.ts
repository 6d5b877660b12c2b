import { useCallback, useEffect, useRef, useState } from "react";
import type { Postmortem } from "#domain/documents";
import { announce } from "../../kit/announce";
import { useServices } from "../../services";
import { messageOf, type StoredPostmortem } from "./load";

/** A pause in writing, in milliseconds, after which it is saved. */
const PAUSE = 600;

/** What could not be saved when its page was left, by run: it is there again when the page comes back. */
const unsaved = new Map<string, StoredPostmortem>();

/** A postmortem as it was last written here: what could not be saved, else what is stored. */
export const latest = (stored: StoredPostmortem): StoredPostmortem => unsaved.get(stored.run ?? "") ?? stored;

export type Saving =
  /** `at` in epoch milliseconds; null: nothing was written yet. */
  | { readonly state: "saved"; readonly at: number | null }
  | { readonly state: "writing" }
  | { readonly state: "failed"; readonly why: string };

export interface Autosave {
  readonly body: Postmortem;
  readonly saving: Saving;
  readonly change: (part: Partial<Postmortem>) => void;
  /** Saves now. Never rejects. */
  readonly save: () => Promise<void>;
}

/** Keeps a postmortem stored while it is written. A failure is said, loses nothing, and is tried again with the next change. */
export function useAutosave(
  first: StoredPostmortem,
  { isNew, saveAtOnce }: { readonly isNew: boolean; readonly saveAtOnce: boolean },
): Autosave {
  const { documents, clock } = useServices();
  const [body, setBody] = useState(first.body);
  const [saving, setSaving] = useState<Saving>({ state: "saved", at: isNew ? null : first.updatedAt });
  const newest = useRef(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const line = useRef<Promise<void>>(Promise.resolve());
  const here = useRef(true);
  /** Whether a failure was said already: not again with every pause in writing. */
  const isSaid = useRef(false);

  const store = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const say = (state: Saving) => {
      if (here.current) setSaving(state);
    };
    const work = async () => {
      const kept = newest.current;
      const run = kept.run ?? "";
      try {
        await documents.put(kept);
        // What was written meanwhile is saved next.
        if (kept !== newest.current) return;
        unsaved.delete(run);
        isSaid.current = false;
        say({ state: "saved", at: clock.now() });
      } catch (error) {
        unsaved.set(run, newest.current);
        say({ state: "failed", why: messageOf(error) });
        if (!isSaid.current) announce("The postmortem could not be saved", "assertive");
        isSaid.current = true;
      }
    };
    line.current = line.current.then(work);
    await line.current;
  }, [documents, clock]);

  const change = useCallback(
    (part: Partial<Postmortem>) => {
      const before = newest.current;
      newest.current = { ...before, updatedAt: clock.now(), body: { ...before.body, ...part } };
      setBody(newest.current.body);
      setSaving({ state: "writing" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void store(), PAUSE);
    },
    [clock, store],
  );

  useEffect(() => {
    if (saveAtOnce || unsaved.has(newest.current.run ?? "")) void store();
  }, [store, saveAtOnce]);

  useEffect(() => {
    here.current = true;
    const flush = () => {
      if (timer.current !== undefined) void store();
    };
    addEventListener("pagehide", flush);
    return () => {
      here.current = false;
      removeEventListener("pagehide", flush);
      flush();
    };
  }, [store]);

  const save = useCallback(() => {
    isSaid.current = false;
    return store();
  }, [store]);
  return { body, saving, change, save };
}
