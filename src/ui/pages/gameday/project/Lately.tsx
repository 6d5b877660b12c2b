import { formatClock } from "../../../kit/format";
import { useLive } from "../../../live";
import { linesOf } from "../../../panels/timeline/lines";
import { useFolded } from "../../../team/folded";
import { useStartsAt } from "../../../who";
import css from "./project.module.css";

/** More would not be read from afar. */
const MOST = 12;

/** What happened last, newest first; what does not fit is cut off at the end. */
export function Lately() {
  const room = useFolded((each) => each);
  const view = useLive((state) => state.view);
  const startsAt = useStartsAt();
  if (view === null) return null;
  const lines = linesOf(view, room).filter((line) => line.kind === "milestone" || !line.entry.isStruck);
  const shown = lines.slice(-MOST).reverse();
  return (
    <section aria-label="Timeline" className={css.lately}>
      {shown.length === 0 ? (
        <p className={css.quiet}>Nothing has happened yet.</p>
      ) : (
        <ol>
          {shown.map((line) => (
            <li key={line.key} data-written={line.kind === "written" || undefined}>
              <time>{formatClock(startsAt + line.at, false)}</time>
              <span>{line.kind === "written" ? line.entry.text : line.text}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
