import { useEffect, useState } from "react";
import { duration } from "#lib/format";
import { messageOf } from "#lib/message";
import { pageBounds, type Quiet, SETTLING, SHIFT_KINDS, SHIFT_LENGTHS, type ShiftLength } from "#modes/drill/shift";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { ErrorState } from "../../kit/State";
import { readStored, writeStored } from "../../kit/stored";
import { SegmentedControl, Toggle } from "../../kit/Toggle";
import { useServices } from "../../services";
import { type Duty, minuteOfDay } from "../../shift/duty";
import css from "./shift.module.css";
import { dayAndTime, fieldOf, minuteIn } from "./times";

const LENGTH_WORDS: Readonly<Record<ShiftLength, string>> = {
  hour: "An hour",
  evening: "An evening, 4 h",
  week: "A week",
};
const QUIET = "meantime.quiet";
const USUAL: Quiet = { from: 22 * 60, until: 7 * 60 };

/** Quiet hours as chosen last: `22:00-07:00`, or `off`. */
function keptQuiet(): { readonly on: boolean; readonly from: string; readonly until: string } {
  const [from = "", until = ""] = (readStored(QUIET) ?? "").split("-");
  if (minuteIn(from) === null || minuteIn(until) === null) {
    return { on: from !== "off", from: fieldOf(USUAL.from), until: fieldOf(USUAL.until) };
  }
  return { on: true, from, until };
}

const pages = (count: number): string => `${count} page${count === 1 ? "" : "s"}`;

/** The present, in epoch milliseconds, as fresh as a form needs it. */
function useNow(): number {
  const { clock } = useServices();
  const [now, setNow] = useState(clock.now);
  useEffect(() => clock.every(20_000, () => setNow(clock.now())), [clock]);
  return now;
}

/** The wish for a shift. `left` drills may come. */
export function GoOnCall({ duty, left }: { duty: Duty; left: number }) {
  const now = useNow();
  const [length, setLength] = useState<ShiftLength>("evening");
  const [most, setMost] = useState(SHIFT_KINDS.evening.usual);
  const [hours, setHours] = useState(keptQuiet);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const from = minuteIn(hours.from);
  const until = minuteIn(hours.until);
  const isComplete = !hours.on || (from !== null && until !== null);
  const quiet = hours.on && from !== null && until !== null ? { from, until } : null;
  const wish = { length, most, quiet };
  const kind = SHIFT_KINDS[length];
  const bounds = pageBounds(now, wish, minuteOfDay);
  const change = (next: Partial<typeof hours>) => {
    const all = { ...hours, ...next };
    setHours(all);
    writeStored(QUIET, all.on ? `${all.from}-${all.until}` : "off");
  };
  const begin = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await duty.begin(wish);
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };
  const obstacle = !isComplete
    ? "Quiet hours need both times."
    : bounds.most === 0
      ? "Quiet hours leave no room for a page. Shorten them, or take a longer shift."
      : null;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (obstacle === null && !busy) void begin();
      }}
    >
      <div className={css.field}>
        <span className={css.label}>For</span>
        <SegmentedControl
          label="For"
          segments={SHIFT_LENGTHS.map((value) => ({ value, label: LENGTH_WORDS[value] }))}
          value={length}
          onChange={(next) => {
            setLength(next);
            setMost(SHIFT_KINDS[next].usual);
          }}
        />
      </div>
      <div className={css.narrow}>
        <Select
          label="Pages at most"
          options={Array.from({ length: kind.most }, (_, n) => ({ value: String(n + 1), label: String(n + 1) }))}
          value={String(most)}
          onChange={(value) => setMost(Number(value))}
        />
      </div>
      <Toggle
        checked={hours.on}
        onChange={(on) => change({ on })}
        label="Quiet hours"
        hint="No page goes off in them. They may go over midnight."
      />
      {hours.on && (
        <div className={css.hours}>
          <TextField
            label="From"
            type="time"
            value={hours.from}
            onChange={(event) => change({ from: event.target.value })}
          />
          <TextField
            label="Until"
            type="time"
            value={hours.until}
            onChange={(event) => change({ until: event.target.value })}
          />
        </div>
      )}
      <p className={css.summary} role="status">
        {obstacle ?? (
          <>
            Until {dayAndTime(now + kind.hours * 3_600_000)}:{" "}
            {bounds.least === bounds.most ? pages(bounds.most) : `${bounds.least} to ${pages(bounds.most)}`}, none in
            the first {SETTLING} minutes{bounds.most > 1 && `, at least ${duration(kind.gap * 60)} apart`}. {left}{" "}
            incident
            {left === 1 ? "" : "s"} may come: those you have not brought to 85 points on a live clock.
          </>
        )}
      </p>
      {failure !== null && <ErrorState title="The shift could not be stored">{failure}</ErrorState>}
      <div className={css.buttons}>
        <Button type="submit" kind="primary" busy={busy} aria-disabled={obstacle !== null}>
          Go on call
        </Button>
      </div>
    </form>
  );
}
