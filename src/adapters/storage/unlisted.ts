/** How many runs the last list left out because they cannot be read. They stay where they are. */
export class Unlisted {
  private count = 0;
  private readonly listeners = new Set<() => void>();

  readonly getState = (): number => this.count;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(count: number): void {
    if (count === this.count) return;
    this.count = count;
    for (const listener of this.listeners) listener();
  }
}
