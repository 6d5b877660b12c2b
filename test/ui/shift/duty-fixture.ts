import { afterEach, beforeEach } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { MemoryRunStore } from "#adapters/storage/memory";
import type { Shift } from "#domain/documents";
import { MINUTE, newShift, type ShiftWish } from "#modes/drill/shift";
import type { DocumentStore, RunLock } from "#session/index";
import type { Services } from "#ui/services";
import { setMuted } from "#ui/shift/alarm";
import { Duty } from "#ui/shift/duty";
import { FakeClock, FakePager, settle } from "../../session/fakes";
import { desk } from "../pages/fixture";

export const EVENING: ShiftWish = { length: "evening", most: 1, quiet: null };
export const SECOND = 1000;

/** The lock of one tab; `held` is what the tabs share. */
class TabLock implements RunLock {
  private lost = () => {};
  constructor(private readonly held: { by: TabLock | null }) {}
  acquire = async () => (this.held.by === null ? this.give() : { state: "held" as const });
  takeOver = async () => {
    this.held.by?.lost();
    return this.give();
  };
  onLost(_id: string, callback: () => void) {
    this.lost = callback;
    return () => {
      this.lost = () => {};
    };
  }
  private give() {
    this.held.by = this;
    const release = () => {
      if (this.held.by === this) this.held.by = null;
    };
    return { state: "mine" as const, release };
  }
}

/** What several tabs of one browser share. */
interface Browser {
  readonly documents: DocumentStore;
  readonly runs: MemoryRunStore;
  readonly held: { by: TabLock | null };
  readonly clock: FakeClock;
}

export interface Tab {
  readonly duty: Duty;
  readonly pager: FakePager;
  readonly services: Services;
  readonly close: () => void;
}

/** The browser of the test that runs. */
export let browser: Browser;
export let tabs: Tab[] = [];

/** Opens the app in a tab. */
export async function open(change: Partial<Services> = {}): Promise<Tab> {
  const pager = new FakePager();
  const { documents, runs, clock, held } = browser;
  const { services } = desk({ documents, runs, clock, lock: new TabLock(held), pager: async () => pager, ...change });
  const duty = new Duty(services);
  const tab = { duty, pager, services, close: duty.open() };
  tabs.push(tab);
  await settle();
  return tab;
}

/** Gives every test of a file a browser of its own, with nothing kept and no tab open. */
export function freshBrowsers(): void {
  beforeEach(() => {
    location.hash = "";
    setMuted(false);
    browser = {
      documents: new MemoryDocumentStore(),
      runs: new MemoryRunStore(),
      held: { by: null },
      clock: new FakeClock(),
    };
    tabs = [];
  });
  afterEach(() => {
    for (const { close } of tabs) close();
  });
}

/** A shift with pages due after so many minutes, kept as if it had been begun now. */
export async function keep(...minutes: readonly number[]): Promise<Shift> {
  const now = browser.clock.now();
  const shift = newShift(now, EVENING, 3, () => 0);
  const [page] = shift.pages;
  if (page === undefined) throw new Error("an evening has a page");
  const body = { ...shift, pages: minutes.map((minute) => ({ ...page, due: now + minute * MINUTE })) };
  await browser.documents.put({ id: "shift", kind: "shift", run: null, createdAt: now, updatedAt: now, body });
  return body;
}

export const stored = async (): Promise<Shift> => {
  const kept = await browser.documents.get("shift", "shift");
  if (kept === null) throw new Error("no shift is kept");
  return kept.body;
};

/** Time goes by with the app open and awake. */
export async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 60 * SECOND) await browser.clock.jump(Math.min(left, 60 * SECOND));
}
