/** Who wants to know that a run was taken away. */
export class LossListeners {
  private readonly listeners = new Map<string, Set<() => void>>();

  /** Returns how to stop listening. */
  add(runId: string, callback: () => void): () => void {
    const callbacks = this.listeners.get(runId) ?? new Set();
    this.listeners.set(runId, callbacks.add(callback));
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0 && this.listeners.get(runId) === callbacks) this.listeners.delete(runId);
    };
  }

  tell(runId: string): void {
    for (const callback of [...(this.listeners.get(runId) ?? [])]) callback();
  }
}
