import { useConsole } from "../../console-state";
import { OpenTrace } from "./OpenTrace";
import { TraceList } from "./TraceList";
import css from "./traces.module.css";

/** Requests followed through the system: a list by what one looks for, and one of them span by span. */
export default function TracesPanel() {
  const trace = useConsole((state) => state.trace);
  return (
    <div className={css.panel} data-open={trace !== null || undefined}>
      <TraceList />
      {trace !== null && (
        <div className={css.opened}>
          <OpenTrace key={trace} id={trace} />
        </div>
      )}
    </div>
  );
}
