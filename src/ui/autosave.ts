import { useCallback, useEffect, useRef, useState } from "react";
import type { DocumentBodies, DocumentKind } from "#domain/documents";
import { messageOf } from "#lib/message";
import type { StoredDocument } from "#session/contract";
import { announce } from "./kit/announce";
import { useServices } from "./services";

/** A pause in writing, in milliseconds, after which it is saved. */
const PAUSE = 500;

/** What could not be saved when its page was left: it is there again when the page comes back. */
const unsaved = new Map<string, StoredDocument>();

/** Of a run there is one postmortem; where it was never stored, a new draft of it has another id. */
const keyOf = ({ kind, id, run }: StoredDocument): string => (kind === "postmortem" ? `postmortem of ${run}` : id);

/** A document as it was last written here: what could not be saved, else what is stored. */
export function latest<K extends DocumentKind>(stored: StoredDocument<K>): StoredDocument<K> {
  return (unsaved.get(keyOf(stored)) as StoredDocument<K> | undefined) ?? stored;
}

export type Saving =
  /** `at` in epoch milliseconds; null: nothing was written yet. */
  | { readonly state: "saved"; readonly at: number | null }
  | { readonly state: "writing" }
  | { readonly state: "failed"; readonly why: string };

export interface Autosave<K extends DocumentKind> {
  readonly document: StoredDocument<K>;
  readonly saving: Saving;
  readonly change: (part: Partial<DocumentBodies[K]>) => void;
  /** Saves now. Never rejects. */
  readonly save: () => Promise<void>;
}

/**
 * Keeps a document stored while it is written. A failure is said (`failure` is what screen readers hear), loses nothing, and is
 * tried again with the next change. `isNew`: nothing of it is stored yet; `saveAtOnce`: it is to be, before anything is written.
 */
export function useAutosave<K extends DocumentKind>(
  first: StoredDocument<K>,
  { failure, isNew = false, saveAtOnce = false }: { failure: string; isNew?: boolean; saveAtOnce?: boolean },
): Autosave<K> {
  const { documents, clock } = useServices();
  const [document, setDocument] = useState(first);
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
      try {
        await documents.put(kept);
        // What was written meanwhile is saved next.
        if (kept !== newest.current) return;
        unsaved.delete(keyOf(kept));
        isSaid.current = false;
        say({ state: "saved", at: clock.now() });
      } catch (error) {
        unsaved.set(keyOf(kept), newest.current);
        say({ state: "failed", why: messageOf(error) });
        if (!isSaid.current) announce(failure, "assertive");
        isSaid.current = true;
      }
    };
    line.current = line.current.then(work);
    await line.current;
  }, [documents, clock, failure]);

  const change = useCallback(
    (part: Partial<DocumentBodies[K]>) => {
      const before = newest.current;
      newest.current = { ...before, updatedAt: clock.now(), body: { ...before.body, ...part } };
      setDocument(newest.current);
      setSaving({ state: "writing" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void store(), PAUSE);
    },
    [clock, store],
  );

  useEffect(() => {
    if (saveAtOnce || unsaved.has(keyOf(newest.current))) void store();
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
  return { document, saving, change, save };
}
