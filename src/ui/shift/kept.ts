import type { Shift } from "#domain/documents";
import { messageOf } from "#lib/message";
import type { StoredDocument } from "#session/contract";
import type { Services } from "../services";

export type KeptShift = StoredDocument<"shift">;

export interface DutyState {
  /** The shift that is on; null when none is, undefined while that is not known. */
  readonly shift: KeptShift | null | undefined;
  /** The shift that ended last while this tab was open. */
  readonly ended: KeptShift | null;
  /** No sound for the page that rings now. */
  readonly hushed: boolean;
  /** A page is due and waits for the end of a run. */
  readonly waits: boolean;
  /** The acknowledged page whose run is being opened, or could not be. */
  readonly opening: { readonly shift: KeptShift; readonly page: number; readonly failure: string | null } | null;
  /** Why something could not be read or stored. */
  readonly problem: string | null;
}

/** What is known of the shift that is on: shown at once, then stored. `tell` says to other tabs that something was stored. */
export class KeptState {
  now: DutyState = { shift: undefined, ended: null, hushed: false, waits: false, opening: null, problem: null };
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly services: Services,
    private readonly tell: () => void,
  ) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<DutyState>): void {
    this.now = { ...this.now, ...change };
    for (const listener of this.listeners) listener();
  }

  /** The shift that is on, as it is stored. Rejects with a StorageError, as do the others that read. */
  async find(): Promise<KeptShift | null> {
    return (await this.services.documents.list("shift")).find(({ body }) => body.endedAt === null) ?? null;
  }

  /** Reads the shift that is on again. */
  async again(id: string): Promise<void> {
    const shift = await this.services.documents.get("shift", id);
    this.set({ shift: shift?.body.endedAt === null ? shift : null });
  }

  /** Stores a new shift, unless one is on. */
  async begin(body: Shift): Promise<void> {
    const { clock, documents } = this.services;
    const on = await this.find();
    const now = clock.now();
    const shift = on ?? { id: clock.id(), kind: "shift" as const, run: null, createdAt: now, updatedAt: now, body };
    if (on === null) await documents.put(shift);
    this.set({ shift, ended: null, problem: null });
    this.tell();
  }

  /** Changes what is shown of the shift that is on, without storing it. */
  show(how: (shift: Shift) => Shift): void {
    const { shift } = this.now;
    if (shift) this.set({ shift: { ...shift, updatedAt: this.services.clock.now(), body: how(shift.body) } });
  }

  /** Shown at once, then stored: a full disk does not keep a page from ringing. The next change stores it all. */
  async change(how: (shift: Shift) => Shift): Promise<void> {
    this.show(how);
    const { shift } = this.now;
    if (!shift) return;
    try {
      await this.services.documents.put(shift);
      this.set({ problem: null });
      this.tell();
    } catch (error) {
      this.set({ problem: messageOf(error) });
    }
  }

  /** Changes a shift that has ended. */
  async revise(id: string, how: (shift: Shift) => Shift): Promise<void> {
    const { clock, documents } = this.services;
    const kept = await documents.get("shift", id);
    if (kept !== null) await documents.put({ ...kept, updatedAt: clock.now(), body: how(kept.body) });
  }

  /** Deletes a shift that has ended. */
  async remove(id: string): Promise<void> {
    await this.services.documents.remove(id);
    if (this.now.ended?.id === id) this.set({ ended: null });
    this.tell();
  }
}
