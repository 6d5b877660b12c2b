import type { OperationPhase } from "#domain/actions";
import type { View } from "#domain/view";

/** What happened between two moments that a player would want to notice. */
export interface Changes {
  /** Somebody spoke to the player, asked for something, or a page fired: the clock drops to 1. */
  readonly interrupts: boolean;
  /** Anything new at all: also finished actions and alerts. Ends a skip. */
  readonly anything: boolean;
  /** One sentence for the screen and the screen reader; null when nothing happened. */
  readonly notice: string | null;
}

export const NO_CHANGES: Changes = { interrupts: false, anything: false, notice: null };

/** What of a view is compared. Copied, because a view follows its state when that goes on. */
export interface Moment {
  readonly phase: View["phase"];
  readonly pages: View["pages"];
  readonly messages: View["messages"];
  readonly firing: number;
  readonly operations: ReadonlyMap<number, { readonly phase: OperationPhase; readonly note: string }>;
}

export function momentOf(view: View): Moment {
  const { phase, pages, messages, alerts, operations } = view;
  return {
    phase,
    pages,
    messages,
    firing: alerts.filter((alert) => alert.state === "firing").length,
    operations: new Map(operations.map(({ id, phase, note }) => [id, { phase, note }])),
  };
}

/** Compares two moments of the same run, `after` the later one. */
export function changesBetween(before: Moment, after: Moment): Changes {
  if (after.pages.length > before.pages.length) {
    return { interrupts: true, anything: true, notice: `Page: ${after.pages.at(-1)?.title ?? "new page"}` };
  }
  const message = after.messages.slice(before.messages.length).find(({ kind }) => kind === "person");
  if (message !== undefined) return { interrupts: true, anything: true, notice: `${message.from} wrote` };
  for (const [id, { phase, note }] of after.operations) {
    const over = phase === "done" || phase === "failed";
    if (over && before.operations.get(id)?.phase !== phase) return { interrupts: false, anything: true, notice: note };
  }
  if (after.firing > before.firing) return { interrupts: false, anything: true, notice: "A new alert is firing" };
  if (after.phase !== before.phase) return { interrupts: false, anything: true, notice: null };
  return NO_CHANGES;
}

/** Two stretches one after the other, as one; the later sentence is the one to read. */
export function joinChanges(first: Changes, second: Changes): Changes {
  if (!second.anything) return first;
  return {
    interrupts: first.interrupts || second.interrupts,
    anything: true,
    notice: second.notice ?? first.notice,
  };
}
