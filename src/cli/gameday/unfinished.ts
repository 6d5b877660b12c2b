interface Part {
  bytes: number;
  readonly since: number;
}

/** Messages of which only a part is here. All of them together are bounded: a full one costs memory as long as its end does not come. */
export class Unfinished<Connection> {
  /** Those that began first stand first. */
  private readonly parts = new Map<Connection, Part>();
  private total = 0;

  /** @param end ends the connection whose message has waited longest */
  constructor(
    private readonly limits: { readonly unfinished: number; readonly patience: number },
    private readonly end: (connection: Connection) => void,
  ) {}

  /** So many bytes more of the message that is on its way. */
  grow(connection: Connection, bytes: number, now: number): void {
    const part = this.parts.get(connection) ?? { bytes: 0, since: now };
    part.bytes += bytes;
    this.parts.set(connection, part);
    this.total += bytes;
    while (this.total > this.limits.unfinished) this.endFirst();
  }

  /** The message is whole, or its connection is gone. */
  done(connection: Connection): void {
    this.total -= this.parts.get(connection)?.bytes ?? 0;
    this.parts.delete(connection);
  }

  /** Ends connections whose message is not whole after long. */
  sweep(now: number): void {
    for (const { since } of this.parts.values()) {
      if (now - since < this.limits.patience) return;
      this.endFirst();
    }
  }

  private endFirst(): void {
    const [first] = this.parts.keys();
    if (first === undefined) return;
    this.done(first);
    this.end(first);
  }
}
