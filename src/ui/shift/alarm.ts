import type { ShiftPage } from "#domain/documents";
import { loudness } from "#modes/drill/paging";
import type { DrillLibrary, Pager } from "#session/contract";
import { readStored, writeStored } from "../kit/stored";

const MUTED = "meantime.pager-muted";

/** Whether pages ring without sound in this browser. */
export const isMuted = (): boolean => readStored(MUTED) !== undefined;
export const setMuted = (muted: boolean): void => writeStored(MUTED, muted ? "yes" : undefined);

/** How a page makes itself heard and seen: what it does with the pager while it rings. */
export class Alarm {
  private pager: Pager | null = null;

  constructor(
    private readonly load: () => Promise<Pager>,
    private readonly library: Pick<DrillLibrary, "bySlugOrCode">,
  ) {}

  /** Has the pager at hand: it must not be fetched when it is needed. Where it cannot be had, pages come without sound. */
  async prepare(): Promise<void> {
    this.pager ??= await this.load().catch(() => null);
  }

  /** A page rings: its loudness follows how long it has, `hushed` takes the sound. `news` is told by the system. */
  ring(page: ShiftPage, hushed: boolean, news: "first" | "escalated" | null): void {
    this.pager?.mark(true);
    const silent = hushed || isMuted();
    if (silent) this.pager?.silence();
    else this.pager?.ring(loudness(page.rang));
    if (news === null) return;
    const card = this.library.bySlugOrCode(page.drill ?? "");
    const title = news === "first" ? "You are paged" : "Nobody has answered: the secondary is called";
    this.pager?.notify(title, card === null ? "Open Meantime to answer." : `${card.code} ${card.title}`, silent);
  }

  hush(): void {
    this.pager?.silence();
  }

  stop(): void {
    this.pager?.silence();
    this.pager?.mark(false);
  }
}
