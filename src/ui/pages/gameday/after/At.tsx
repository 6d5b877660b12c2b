import { formatClock } from "../../../kit/format";
import { useStartsAt } from "../../../who";
import css from "./after.module.css";
import { useJump } from "./jump";

/** A second of the run, leading to it. */
export function At({ second }: { second: number }) {
  const startsAt = useStartsAt();
  const jump = useJump();
  const text = formatClock(startsAt + second);
  if (jump === null) return <time className={css.at}>{text}</time>;
  return (
    <button type="button" className={css.at} title="Show this second" onClick={() => jump(second)}>
      {text}
    </button>
  );
}
