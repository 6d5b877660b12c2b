import { formatClock, formatElapsed } from "./format";

/**
 * A moment of a simulated clock: `second` counts from the start, `startsAt` is the second of the day at which second 0
 * lies. Shows the clock time; `elapsed` shows the time since the start instead. The other one is the tooltip.
 */
export function Timestamp({
  second,
  startsAt = 0,
  elapsed = false,
  withSeconds = true,
}: {
  second: number;
  startsAt?: number;
  elapsed?: boolean;
  withSeconds?: boolean;
}) {
  const clock = formatClock(startsAt + second, withSeconds);
  const since = formatElapsed(second);
  return (
    <time
      dateTime={formatClock(startsAt + second)}
      title={elapsed ? formatClock(startsAt + second) : since}
      style={{ whiteSpace: "nowrap" }}
    >
      {elapsed ? since : clock}
    </time>
  );
}
