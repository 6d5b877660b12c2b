import type { PageHold, Shift, ShiftPage } from "#domain/documents";
import { gapOf, MINUTE } from "./shift";

/** Milliseconds of ringing after which it gets louder, the secondary is called too, and the secondary has it. */
export const LOUDER_AFTER = 2 * MINUTE;
export const ESCALATES_AFTER = 5 * MINUTE;
export const TAKEN_AFTER = 15 * MINUTE;
/** A page that goes off so long after it was due was held back. Browsers wake a tab in the background once a minute. */
export const LATE = 90_000;

/** What is to be done about a shift. */
export type Next =
  | { readonly kind: "wait" }
  | { readonly kind: "ring"; readonly page: number }
  /** This page is to go off now. */
  | { readonly kind: "fire"; readonly page: number }
  | { readonly kind: "over" };

const rings = (page: ShiftPage): boolean => page.firedAt !== null && page.answer === null;
const waits = (page: ShiftPage): boolean => page.firedAt === null && page.answer === null;

/** The page that rings; null while none does. */
export function ringingPage(shift: Shift): number | null {
  const at = shift.pages.findIndex(rings);
  return at < 0 ? null : at;
}

/**
 * What comes next for a shift that has not ended. Of several pages that are due the last one goes off: the others would
 * have been somebody else's by now. A page that rings keeps the shift open until it is answered.
 * @param quiet whether it is quiet hours now
 */
export function nextStep(shift: Shift, now: number, quiet: boolean): Next {
  const ringing = ringingPage(shift);
  if (ringing !== null) return { kind: "ring", page: ringing };
  if (now >= shift.until) return { kind: "over" };
  const page = shift.pages.findLastIndex((each) => waits(each) && each.due <= now);
  const last = Math.max(...shift.pages.map(({ firedAt }) => firedAt ?? Number.NEGATIVE_INFINITY));
  if (page < 0 || quiet || now - last < gapOf(shift)) return { kind: "wait" };
  return { kind: "fire", page };
}

const withPages = (shift: Shift, change: (page: ShiftPage, at: number) => ShiftPage): Shift => ({
  ...shift,
  pages: shift.pages.map(change),
});

/** Whether page `at` is one that came due before `now` and never went off. */
const passed = (page: ShiftPage, now: number): boolean => waits(page) && page.due <= now;

const missed = (page: ShiftPage, now: number): ShiftPage => ({ ...page, answer: "missed", answeredAt: now });

/** The page goes off. `what` is null when there is nothing left to be paged with: then it is not shown. */
export function fire(
  shift: Shift,
  at: number,
  what: { readonly drill: string; readonly seed: number } | null,
  now: number,
  heldBy: PageHold,
): Shift {
  return withPages(shift, (page, each) => {
    if (each !== at || what === null) return passed(page, now) ? missed(page, now) : page;
    return { ...page, ...what, firedAt: now, heldBy: now - page.due > LATE ? heldBy : null };
  });
}

/** The page rang for `ms` more; calls the secondary, and leaves it to them in the end. */
export function rang(shift: Shift, at: number, ms: number, now: number): Shift {
  return withPages(shift, (page, each) => {
    if (each !== at || !rings(page)) return page;
    const total = page.rang + ms;
    return {
      ...page,
      rang: total,
      escalatedAt: page.escalatedAt ?? (total >= ESCALATES_AFTER ? now : null),
      ...(total >= TAKEN_AFTER && { answer: "unanswered", answeredAt: now }),
    };
  });
}

/** The page is answered; nothing changes when it was answered before. */
export function answer(shift: Shift, at: number, how: "acknowledged" | "handed-over", now: number): Shift {
  return withPages(shift, (page, each) =>
    each === at && rings(page) ? { ...page, answer: how, answeredAt: now } : page,
  );
}

/** The run that an acknowledged page led to. */
export function led(shift: Shift, at: number, run: string): Shift {
  return withPages(shift, (page, each) => (each === at ? { ...page, run } : page));
}

/**
 * The end. What rings is the secondary's; what came due and was never shown is missed; what was not due yet never was.
 * The time of the end is not later than it was to be, nor before the beginning.
 */
export function end(shift: Shift, now: number): Shift {
  const pages = shift.pages.filter((page) => !waits(page) || page.due <= now);
  return {
    ...shift,
    // The clock may have been put back meanwhile.
    endedAt: Math.max(shift.from, Math.min(now, shift.until)),
    pages: pages.map((page) =>
      rings(page) ? { ...page, answer: "handed-over", answeredAt: now } : passed(page, now) ? missed(page, now) : page,
    ),
  };
}

/** How loud it rings, 0 to 1, by how long it has. */
export function loudness(ms: number): number {
  if (ms >= ESCALATES_AFTER) return 1;
  return ms >= LOUDER_AFTER ? 0.6 : 0.3;
}
