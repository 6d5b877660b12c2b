import { Timestamp } from "../../../kit/Timestamp";

/** A second of a run, which leads into it: everything as it stood then. */
export function WalkTo({ run, second, startsAt }: { run: string; second: number; startsAt: number }) {
  return (
    <a href={`#/run/${run}/walk/${Math.max(0, second)}`}>
      <Timestamp second={second} startsAt={startsAt} />
    </a>
  );
}
