import { useEffect, useState, useSyncExternalStore } from "react";
import type { DocumentKind } from "#domain/documents";
import type { StoredDocument } from "#session/contract";
import { useHeld } from "./held";
import { useServices } from "./services";
import { Writing, type WritingState } from "./writing";

/** A document that is being written, as it stands, and what can be done with it. */
export interface Autosave<K extends DocumentKind> extends WritingState<K> {
  readonly change: Writing<K>["change"];
  readonly save: Writing<K>["save"];
  readonly choose: Writing<K>["choose"];
  readonly stop: Writing<K>["stop"];
  readonly resume: Writing<K>["resume"];
}

/**
 * Keeps a document stored while it is written. A failure is said (`failure` is how), loses nothing, and is
 * tried again with the next change. `isNew`: nothing of it is stored yet; `saveAtOnce`: it is to be, before anything is written.
 * What another tab writes is taken over when one comes back to this one; where both wrote, somebody has to choose.
 */
export function useAutosave<K extends DocumentKind>(
  first: StoredDocument<K>,
  { failure, isNew = false, saveAtOnce = false }: { failure: string; isNew?: boolean; saveAtOnce?: boolean },
): Autosave<K> {
  const services = useServices();
  const [writing] = useState(() => new Writing(first, isNew, failure, services));
  const state = useSyncExternalStore(writing.subscribe, writing.getState);

  useEffect(() => {
    if (saveAtOnce || writing.isLeft) void writing.save();
  }, [writing, saveAtOnce]);

  useEffect(() => {
    const look = () => void (document.visibilityState === "visible" && writing.look());
    addEventListener("pagehide", writing.flush);
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("pagehide", writing.flush);
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
      writing.flush();
    };
  }, [writing]);

  useHeld(state.saving.state === "failed" || state.saving.state === "changed");

  const { change, save, choose, stop, resume } = writing;
  return { ...state, change, save, choose, stop, resume };
}
