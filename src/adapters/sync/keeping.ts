import type { WallClock } from "#session/contract";
import type { RoomAddress, TeamSetup } from "#session/team/contract";
import type { Kept } from "./messages";
import type { RoomRecord, RoomStore } from "./store";

/** The list of rooms says when something last happened in one; more often than this nobody notices. */
const NOTED_MS = 10_000;

/**
 * Stores what came from others. A full disk must not stop an exercise: whoever wrote it has it, too, and what could not be
 * stored is tried again with what comes next.
 */
export class Keeping {
  private unstored: readonly Kept[] = [];
  private notedAt = 0;

  constructor(
    private readonly store: RoomStore,
    private readonly address: RoomAddress,
    private readonly clock: WallClock,
  ) {}

  setup(text: string): void {
    this.store.putSetup(this.address.room, text).catch(() => undefined);
  }

  /** Genuine entries that are new. */
  entries(entries: readonly Kept[]): void {
    const waiting = [...this.unstored, ...entries];
    this.unstored = [];
    this.store.putEntries(this.address.room, waiting).catch(() => {
      this.unstored = [...waiting, ...this.unstored];
    });
  }

  /** Something happened in the room. */
  note(setup: TeamSetup | null): void {
    const now = this.clock.now();
    if (setup === null || Math.abs(now - this.notedAt) < NOTED_MS) return;
    this.notedAt = now;
    this.list({ title: setup.title, run: setup.header.id, updatedAt: now }).catch(() => undefined);
  }

  private async list(what: Pick<RoomRecord, "title" | "run" | "updatedAt">): Promise<void> {
    const { room } = this.address;
    // Opened as a file, a room has no way to the others; the list keeps the one it knows.
    const known = (await this.store.rooms()).find((record) => record.room === room);
    // Removed while a window still shows it: it does not come back.
    if (known !== undefined) await this.store.putRoom({ room, address: known.address, ...what });
  }
}
