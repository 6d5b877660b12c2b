import { useEffect, useState, useSyncExternalStore } from "react";
import type { PackShelf } from "#session/contract";
import { useServices } from "../../services";
import { Draft, type DraftState } from "./draft";
import type { Opened } from "./open";

/** The pack that is being written on this page, as it stands. */
export function useDraft({ pack, slug, from }: Opened, shelf: PackShelf): DraftState & { readonly draft: Draft } {
  const { clock } = useServices();
  const [draft] = useState(() => new Draft(pack, slug, from === null, shelf, clock));
  const state = useSyncExternalStore(draft.subscribe, draft.getState);

  useEffect(() => {
    draft.open();
    addEventListener("pagehide", draft.flush);
    return () => {
      removeEventListener("pagehide", draft.flush);
      draft.close();
    };
  }, [draft]);

  const isHeld = state.kept.state === "failed" || state.kept.state === "writing";
  useEffect(() => {
    if (!isHeld) return;
    // What is not stored yet is lost with the tab: the browser asks first.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isHeld]);

  return { ...state, draft };
}
