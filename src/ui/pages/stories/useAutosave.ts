import { useCallback, useEffect, useRef, useState } from "react";
import type { Story } from "#domain/documents";
import { announce } from "../../kit/announce";
import { useServices } from "../../services";
import { messageOf, type StoredStory } from "./useStories";

/** A pause in writing, in milliseconds, after which it is saved. */
const PAUSE = 500;

/** What could not be saved when its page was left: it is there again when the page comes back. */
const unsaved = new Map<string, StoredStory>();

/** A story as it was last written here: what could not be saved, else what is stored. */
export const latest = (stored: StoredStory): StoredStory => unsaved.get(stored.id) ?? stored;

export type Saving = { readonly state: "saved" | "writing" } | { readonly state: "failed"; readonly why: string };

/** Keeps a story stored while it is written. A failure is said, loses nothing, and is tried again with the next change. */
export function useAutosave(first: StoredStory): {
  readonly story: StoredStory;
  readonly saving: Saving;
  readonly change: (change: Partial<Story>) => void;
  readonly save: () => Promise<void>;
} {
  const { documents, clock } = useServices();
  const [story, setStory] = useState(first);
  const [saving, setSaving] = useState<Saving>(
    unsaved.has(first.id) ? { state: "failed", why: "" } : { state: "saved" },
  );
  const newest = useRef(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const line = useRef<Promise<void>>(Promise.resolve());
  const here = useRef(true);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const work = async () => {
      const kept = newest.current;
      try {
        await documents.put(kept);
        if (kept !== newest.current) return;
        unsaved.delete(kept.id);
        if (here.current) setSaving({ state: "saved" });
      } catch (error) {
        unsaved.set(kept.id, newest.current);
        if (here.current) setSaving({ state: "failed", why: messageOf(error) });
        announce("The story could not be saved", "assertive");
      }
    };
    line.current = line.current.then(work);
    await line.current;
  }, [documents]);

  const change = useCallback(
    (part: Partial<Story>) => {
      const before = newest.current;
      newest.current = { ...before, updatedAt: clock.now(), body: { ...before.body, ...part } };
      setStory(newest.current);
      setSaving({ state: "writing" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE);
    },
    [clock, save],
  );

  useEffect(() => {
    here.current = true;
    const flush = () => {
      if (timer.current !== undefined) void save();
    };
    addEventListener("pagehide", flush);
    return () => {
      here.current = false;
      removeEventListener("pagehide", flush);
      flush();
    };
  }, [save]);
  return { story, saving, change, save };
}
