import type { Shift, ShiftPage } from "#domain/documents";
import { duration } from "#lib/format";
import type { RunSummary } from "#session/contract";
import { LATE } from "./paging";

/** How a time in milliseconds reads: `38 s`, `3 min 12 s`. */
export const lasting = (ms: number): string => duration(Math.round(ms / 1000));

/** Milliseconds that each acknowledged page rang, in order. */
export function timesToAcknowledge(shifts: readonly Shift[]): readonly number[] {
  return shifts.flatMap(({ pages }) => pages.flatMap((page) => (page.answer === "acknowledged" ? [page.rang] : [])));
}

/** The middle value, of two the mean; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** What came of a page, as a sentence's end. */
export function answerWords(page: ShiftPage): string {
  const called = page.escalatedAt === null ? "" : ", after the secondary was called";
  switch (page.answer) {
    case "acknowledged":
      return `acknowledged in ${lasting(page.rang)}${called}`;
    case "handed-over":
      return `handed over to the secondary after ${lasting(page.rang)}`;
    case "unanswered":
      return `not answered in ${lasting(page.rang)}; the secondary took it`;
    case "missed":
      return "due, and never shown";
    case null:
      return page.firedAt === null ? "not due yet" : `rings for ${lasting(page.rang)}`;
  }
}

/** Why a page came later than it was due; null when it did not. */
export function lateWords(page: ShiftPage): string | null {
  if (page.firedAt === null || page.firedAt - page.due <= LATE) return null;
  const why =
    page.heldBy === "run"
      ? "it waited for a run to end"
      : "Meantime was closed, the machine slept, or it was quiet hours";
  return `${lasting(page.firedAt - page.due)} late: ${why}. Counted from when it was shown.`;
}

/** What a hand-over says of a page's drill and run. */
export interface PageFacts {
  readonly code: string;
  readonly title: string;
  /** Null when there is none, or it was deleted. */
  readonly run: Pick<RunSummary, "status" | "total" | "ending" | "horizon"> | null;
}

/** What came of the run a page led to; null without a run. */
export function outcomeWords({ run }: PageFacts): string | null {
  if (run === null) return null;
  if (run.status === "open") return `open at ${lasting(run.horizon * 1000)}`;
  const points = run.total === null ? "no score" : `${Math.round(run.total)} of 100`;
  return run.ending === null ? points : `${points}, ${run.ending}`;
}

const pages = (count: number): string => `${count} page${count === 1 ? "" : "s"}`;

/**
 * A hand-over note to begin with: pages, times to acknowledge, outcomes, and what is open. `facts` belong to the pages one
 * by one, null for one that was never shown.
 * @param at a time in epoch milliseconds as the reader's clock shows it
 */
export function draftHandover(
  shift: Shift,
  facts: readonly (PageFacts | null)[],
  at: (time: number) => string,
): string {
  const shown = shift.pages.flatMap((page, nth) => {
    const about = facts[nth];
    return page.firedAt === null || about == null ? [] : [{ page, about, name: `${about.code} ${about.title}` }];
  });
  const unseen = shift.pages.filter(({ answer }) => answer === "missed").length;
  const open = shown.filter(({ page, about }) => page.answer !== "acknowledged" || about.run?.status !== "finished");
  const typical = median(timesToAcknowledge([shift]));
  return [
    `On call ${at(shift.from)} to ${at(shift.endedAt ?? shift.until)}: ${pages(shown.length)}.`,
    ...(typical === null ? [] : [`Time to acknowledge, median: ${lasting(typical)}.`]),
    "",
    "Pages",
    ...shown.map(({ page, about, name }) => {
      const came = outcomeWords(about);
      return `- ${at(page.firedAt ?? page.due)} ${name}: ${answerWords(page)}${came === null ? "" : `; ${came}`}.`;
    }),
    ...(shown.length === 0 ? ["- None."] : []),
    ...(unseen === 0 ? [] : [`- ${pages(unseen)} due and never shown: Meantime was not open, or a run was played.`]),
    "",
    "Open",
    ...open.map(({ page, about, name }) => `- ${name}: ${openWords(page, about)}.`),
    ...(open.length === 0 ? ["- Nothing."] : []),
    "",
    "For who comes next",
    "- ",
  ].join("\n");
}

function openWords(page: ShiftPage, about: PageFacts): string {
  if (page.answer !== "acknowledged") return "with the secondary";
  return about.run === null ? "acknowledged, no run" : (outcomeWords(about) ?? "");
}
