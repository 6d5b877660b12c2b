import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** Whether something is being entered, and for whom already. */
export interface EntryState {
  readonly isOpen: boolean;
  readonly who: string | null;
}

/** One per facilitator's desk. */
export const entryStore = createStore<EntryState>(() => ({ isOpen: false, who: null }));

export const useEntry = (): EntryState => useStore(entryStore);

/** Asks what somebody does; without a name, who it is. */
export const openEntry = (who: string | null = null): void => entryStore.setState({ isOpen: true, who });

export const closeEntry = (): void => entryStore.setState({ isOpen: false });
