import { Minus, Plus, X } from "lucide-react";
import type { LogLine } from "#domain/telemetry";
import { openPanel } from "../../console-state";
import { Button, IconButton } from "../../kit/Button";
import { formatClock, formatCompact } from "../../kit/format";
import css from "./logs.module.css";

/** Everything a line carries; each field can be demanded or excluded, the trace opened. */
export function LineDetail({
  line,
  startsAt,
  onFilter,
  onClose,
}: {
  line: LogLine;
  startsAt: number;
  onFilter: (field: string, value: string, negated: boolean) => void;
  onClose: () => void;
}) {
  const fields = [
    ["level", line.level],
    ["service", line.node],
    ["region", line.region],
    ["version", line.version],
    ["pod", line.pod],
    ["logger", line.logger],
  ] as const;
  return (
    <section aria-label="The line" className={css.detail}>
      <header className={css.detailHead}>
        <span className={css.when}>{formatClock(startsAt + line.second)}</span>
        {line.weight >= 1.5 && (
          <span className={css.quiet}>stands for about {formatCompact(Math.round(line.weight))} lines</span>
        )}
        <span className={css.grow} />
        {line.trace !== "" && (
          <Button onClick={() => openPanel("traces", { trace: line.trace })}>
            Open trace <span className="mono">{line.trace.slice(0, 8)}</span>
          </Button>
        )}
        <IconButton label="Close the line" icon={<X />} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={css.full} tabIndex={0}>
        {line.text}
      </pre>
      <dl className={css.fields}>
        {fields
          .filter(([, value]) => value !== "")
          .map(([field, value]) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd className="mono">{value}</dd>
              <dd className={css.terms}>
                <IconButton
                  label={`Only ${field} ${value}`}
                  icon={<Plus />}
                  onClick={() => onFilter(field, value, false)}
                />
                <IconButton
                  label={`Without ${field} ${value}`}
                  icon={<Minus />}
                  onClick={() => onFilter(field, value, true)}
                />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
