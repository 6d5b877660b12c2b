let element: HTMLElement | null = null;
const listeners = new Set<() => void>();

/** The place in the header of a page that the frame leaves for a sign; what is signed is loaded later, and renders into it. */
export const signRoom = {
  /** The frame's side: a place is there, or gone. */
  take(place: HTMLElement | null): void {
    element = place;
    for (const listener of listeners) listener();
  },
  /** Null on pages without a frame. */
  get: (): HTMLElement | null => element,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
