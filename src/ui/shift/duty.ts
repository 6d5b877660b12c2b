import type { Shift } from "#domain/documents";
import { messageOf } from "#lib/message";
import { answer, end, fire, led, nextStep, rang, ringingPage } from "#modes/drill/paging";
import { isQuiet, newShift, type ShiftWish } from "#modes/drill/shift";
import { lived } from "#session/awake";
import type { Services } from "../services";
import { startRun } from "../starting";
import { Alarm } from "./alarm";
import { type DutyState, type KeptShift, KeptState } from "./kept";
import { PagingTab } from "./tab";
import { isPlaying, subjectOf } from "./what";

const TICK = 1000;
/** While it rings, how long it has is stored this often. */
const NOTED = 10_000;
/** How often a tab that does not page asks whether it shall. */
const ASKS = 15_000;

export const minuteOfDay = (at: number): number => {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
};

/**
 * Keeps somebody on call while the app is open: finds the shift that is on, lets its pages go off when they are due, rings
 * until they are answered, and ends it.
 */
export class Duty {
  private readonly kept: KeptState;
  private readonly alarm: Alarm;
  private readonly tab: PagingTab;
  private users = 0;
  private stop = () => {};
  private looked = 0;
  private noted = 0;
  private asked = 0;
  private isBusy = false;

  constructor(private readonly services: Services) {
    this.kept = new KeptState(services, () => this.tab.tell());
    this.alarm = new Alarm(services.pager, services.library);
    this.tab = new PagingTab(services.lock, {
      looked: () => void this.refresh(true),
      told: () => void this.refresh(false),
      lost: () => this.alarm.stop(),
    });
  }

  getState = (): DutyState => this.kept.now;
  subscribe = (listener: () => void): (() => void) => this.kept.subscribe(listener);

  /** Keeps watch until every function that this returned has been called. */
  open(): () => void {
    this.users += 1;
    if (this.users === 1) {
      this.looked = this.services.clock.now();
      this.stop = this.services.clock.every(TICK, () => void this.tick());
      this.tab.open();
      void this.refresh(this.tab.isLookedAt);
    }
    let isOpen = true;
    return () => {
      if (isOpen) this.users -= 1;
      isOpen = false;
      if (this.users > 0) return;
      this.stop();
      this.alarm.stop();
      this.tab.close();
    };
  }

  /** Goes on call; where a shift is on already, begun in another tab, that one goes on. Rejects with a StorageError. */
  async begin(wish: ShiftWish): Promise<void> {
    const { clock } = this.services;
    const now = clock.now();
    await this.kept.begin(newShift(now, wish, clock.seed(), minuteOfDay));
    await this.claim(true);
  }

  /** Takes the page that rings and opens its run. */
  async acknowledge(): Promise<void> {
    const page = await this.answered("acknowledged");
    if (page !== null && this.state.shift) await this.lead(this.state.shift, page);
  }

  /** Leaves the page that rings to the secondary. */
  async handOver(): Promise<void> {
    await this.answered("handed-over");
  }

  /** Opens the run of an acknowledged page. Why it could not be opened is in `opening`; it can be tried again. */
  async lead(shift: KeptShift, at: number): Promise<void> {
    const page = shift.body.pages[at];
    const isOpening = this.state.opening?.failure === null;
    if (page === undefined || page.drill === null || page.seed === null || isOpening) return;
    this.set({ opening: { shift, page: at, failure: null } });
    try {
      const wanted = { slug: page.drill, seed: page.seed, clock: "live", acknowledged: true } as const;
      const run = await startRun(this.services, wanted);
      this.set({ opening: null });
      if (this.state.shift?.id === shift.id) await this.kept.change((body) => led(body, at, run));
      else await this.kept.revise(shift.id, (body) => led(body, at, run));
    } catch (error) {
      this.set({ opening: { shift, page: at, failure: messageOf(error) } });
    }
  }

  /** Changes a shift that has ended. Rejects with a StorageError. */
  revise(id: string, how: (shift: Shift) => Shift): Promise<void> {
    return this.kept.revise(id, how);
  }

  /** Deletes a shift that has ended; runs its pages led to stay. Rejects with a StorageError. */
  remove(id: string): Promise<void> {
    return this.kept.remove(id);
  }

  /** Leaves the run of an acknowledged page for later. */
  leaveForLater(): void {
    this.set({ opening: null });
  }

  /** No sound for this page any more. */
  hush(): void {
    this.set({ hushed: true });
    this.alarm.hush();
  }

  /** Ends the shift now. */
  async endNow(): Promise<void> {
    await this.claim(true);
    await this.finish(this.services.clock.now());
  }

  /** Reads what is stored. `steal`: this tab is looked at, so it is the one to page. */
  private async refresh(steal: boolean): Promise<void> {
    try {
      const shift = await this.kept.find();
      // What the tab that pages knows of the shift is at least as new as what is stored.
      if (!this.tab.isMine || shift?.id !== this.state.shift?.id) this.set({ shift });
      if (shift === null) this.tab.letGo();
      else await this.claim(steal);
    } catch (error) {
      this.set({ shift: this.state.shift ?? null, problem: messageOf(error) });
    }
  }

  private async claim(steal: boolean): Promise<void> {
    this.asked = this.services.clock.now();
    if (this.tab.isMine) return;
    await this.alarm.prepare();
    if (!(await this.tab.claim(steal)) || !this.state.shift) return;
    // What another tab did until now.
    await this.kept.again(this.state.shift.id);
  }

  /** One look at the clock. A look that takes longer than a second is not joined by the next. */
  private async tick(): Promise<void> {
    const now = this.services.clock.now();
    const step = now - this.looked;
    this.looked = now;
    if (this.isBusy || !this.state.shift) return;
    this.isBusy = true;
    try {
      if (this.tab.isMine) await this.attend(this.state.shift.body, now, lived(step));
      else if (Math.abs(now - this.asked) >= ASKS) await this.refresh(false);
    } catch (error) {
      this.set({ problem: messageOf(error) });
    } finally {
      this.isBusy = false;
    }
  }

  private async attend(shift: Shift, now: number, heard: number): Promise<void> {
    const next = nextStep(shift, now, isQuiet(minuteOfDay(now), shift.quiet));
    if (next.kind === "over") await this.finish(now);
    if (next.kind === "ring") await this.ring(next.page, heard, now);
    if (next.kind !== "fire") return;
    if (await isPlaying(this.services, now)) this.set({ waits: true });
    else await this.fire(shift, next.page, now);
  }

  private async fire(shift: Shift, at: number, now: number): Promise<void> {
    const subject = await subjectOf(this.services, shift, at);
    const heldBy = this.state.waits ? "run" : "closed";
    this.noted = now;
    this.set({ hushed: false, waits: false, opening: null });
    await this.kept.change((body) => fire(body, at, subject, now, heldBy));
    const page = this.state.shift?.body.pages[at];
    if (this.tab.isMine && page !== undefined && subject !== null) this.alarm.ring(page, false, "first");
  }

  private async ring(at: number, heard: number, now: number): Promise<void> {
    const before = this.state.shift?.body.pages[at]?.escalatedAt;
    this.kept.show((shift) => rang(shift, at, heard, now));
    const page = this.state.shift?.body.pages[at];
    if (page === undefined) return;
    const escalates = page.escalatedAt !== before;
    if (page.answer === null) this.alarm.ring(page, this.state.hushed, escalates ? "escalated" : null);
    else this.alarm.stop();
    if (page.answer === null && !escalates && Math.abs(now - this.noted) < NOTED) return;
    this.noted = now;
    await this.kept.change((shift) => shift);
  }

  private async answered(how: "acknowledged" | "handed-over"): Promise<number | null> {
    await this.claim(true);
    const at = this.state.shift ? ringingPage(this.state.shift.body) : null;
    if (at === null) return null;
    this.alarm.stop();
    await this.kept.change((shift) => answer(shift, at, how, this.services.clock.now()));
    return at;
  }

  private async finish(now: number): Promise<void> {
    this.alarm.stop();
    await this.kept.change((shift) => end(shift, now));
    this.set({ ended: this.state.shift ?? null, shift: null, waits: false });
    this.tab.letGo();
  }

  private get state(): DutyState {
    return this.kept.now;
  }
  private set(change: Partial<DutyState>): void {
    this.kept.set(change);
  }
}
