import { Bucket } from "#adapters/sync/bucket";
import type { RelayLimits } from "./limits";

interface Source {
  connections: number;
  readonly messages: Bucket;
}

/** What a new connection costs, in messages: it is more work than one. */
const OPENING = 20;

/** Who connects, by address of the network. This machine itself, where a proxy may stand, has no bound of its own. */
export class Sources {
  private readonly sources = new Map<string, Source>();

  constructor(private readonly limits: Pick<RelayLimits, "connectionsOfAddress" | "messagesOfAddress">) {}

  /** Whether an address may open a connection more. */
  mayOpen(address: string, now: number): boolean {
    if (isOwnMachine(address)) return true;
    const { connections, messages } = this.of(address, now);
    return connections < this.limits.connectionsOfAddress && messages.take(OPENING, now);
  }

  opened(address: string, now: number): void {
    this.of(address, now).connections += 1;
  }

  /** Whether a message of an address may come. */
  mayCome(address: string, now: number): boolean {
    return isOwnMachine(address) || this.of(address, now).messages.take(1, now);
  }

  closed(address: string, now: number): void {
    this.of(address, now).connections -= 1;
  }

  /** Forgets who is gone; not at once, so that nobody begins anew by coming again. */
  sweep(): void {
    for (const [address, { connections }] of this.sources) if (connections === 0) this.sources.delete(address);
  }

  private of(address: string, now: number): Source {
    const known = this.sources.get(address);
    if (known !== undefined) return known;
    const source = { connections: 0, messages: new Bucket(this.limits.messagesOfAddress, now) };
    this.sources.set(address, source);
    return source;
  }
}

const isOwnMachine = (address: string): boolean => /^(::1|(::ffff:)?127\..*)$/.test(address);
