import type { RunLock } from "#session/contract";

/** The lock for which tab pages; one for all shifts, as there is one at a time. */
const LOCK = "on-call";
const CHANNEL = "meantime-shift";

export interface TabEvents {
  /** The tab is looked at: it is the one to page. */
  looked(): void;
  /** Another tab changed the shift. */
  told(): void;
  /** Another tab pages now. */
  lost(): void;
}

/**
 * Which of several tabs pages: the one that was looked at last. Rests on the lock that keeps runs to one tab (Web Locks,
 * or a lease in the database). Tabs tell each other of changes on a channel; without one they find out when looked at.
 */
export class PagingTab {
  isMine = false;
  private release: (() => void) | null = null;
  private stops: (() => void)[] = [];
  private channel: BroadcastChannel | null = null;

  constructor(
    private readonly lock: RunLock,
    private readonly on: TabEvents,
  ) {}

  get isOpen(): boolean {
    return this.stops.length > 0;
  }

  get isLookedAt(): boolean {
    return document.visibilityState === "visible";
  }

  open(): void {
    const look = () => {
      if (this.isLookedAt) this.on.looked();
    };
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    this.stops = [
      () => removeEventListener("focus", look),
      () => document.removeEventListener("visibilitychange", look),
      this.lock.onLost(LOCK, () => {
        this.release = null;
        this.isMine = false;
        this.on.lost();
      }),
    ];
    if (typeof BroadcastChannel === "function") {
      this.channel = new BroadcastChannel(CHANNEL);
      this.channel.onmessage = () => this.on.told();
    }
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.channel?.close();
    this.channel = null;
    this.letGo();
  }

  /** Makes this tab the one that pages, if none is or it may take it from another. False when it is not afterwards. */
  async claim(steal: boolean): Promise<boolean> {
    if (this.isMine || !this.isOpen) return this.isMine;
    const lease = steal ? await this.lock.takeOver(LOCK) : await this.lock.acquire(LOCK);
    if (lease.state === "held") return false;
    if (!this.isOpen) {
      lease.release();
      return false;
    }
    this.release = () => lease.release();
    this.isMine = true;
    return true;
  }

  letGo(): void {
    this.release?.();
    this.release = null;
    this.isMine = false;
  }

  /** Tells the other tabs that the shift changed. */
  tell(): void {
    this.channel?.postMessage("changed");
  }
}
