import { useEffect, useState, useSyncExternalStore } from "react";
import type { PackShelf } from "#session/contract";
import { useHeld } from "../../held";
import { useServices } from "../../services";
import { Draft, type DraftState, type Kept } from "./draft";
import type { Opened } from "./open";

/** What is here in these states is stored nowhere else. */
const HELD: readonly Kept["state"][] = ["failed", "writing", "changed", "taken"];

/** The pack that is being written on this page, as it stands. */
export function useDraft({ pack, slug, from }: Opened, shelf: PackShelf): DraftState & { readonly draft: Draft } {
  const { clock, lock, library } = useServices();
  const [draft] = useState(() => new Draft(pack, slug, from === null, shelf, lock, clock));
  const state = useSyncExternalStore(draft.subscribe, draft.getState);

  useEffect(() => {
    draft.open();
    addEventListener("pagehide", draft.flush);
    const unlisten = library.onChange(() => void draft.look());
    return () => {
      unlisten();
      removeEventListener("pagehide", draft.flush);
      draft.close();
    };
  }, [draft, library]);

  useHeld(HELD.includes(state.kept.state));
  return { ...state, draft };
}
