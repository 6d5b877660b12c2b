import { useState } from "react";
import type { LogLine, LogResult } from "#domain/telemetry";
import { type ConsoleState, consoleStore, useConsole } from "../../console-state";
import { Button } from "../../kit/Button";
import { Histogram } from "../../kit/chart/Histogram";
import { formatClock, formatCompact } from "../../kit/format";
import { useHotkeys } from "../../kit/hotkeys";
import { EmptyState, Loading } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { LineDetail } from "./LineDetail";
import { Lines } from "./Lines";
import css from "./logs.module.css";
import { Patterns } from "./Patterns";
import { QueryBar } from "./QueryBar";
import { withTerm } from "./query";

type Logs = ConsoleState["logs"];

/** Seconds of simulated time between two searches; a search costs more than a board. */
const EVERY = 15;

const ask = (logs: Logs) => consoleStore.setState({ logs });
const filter = (field: string, value: string, negated: boolean) =>
  ask({ ...consoleStore.getState().logs, query: withTerm(consoleStore.getState().logs.query, field, value, negated) });

/** The log lines of everything: one query, how often over time, the lines or what they have in common. */
export default function LogsPanel() {
  const logs = useConsole((state) => state.logs);
  const startsAt = useView((view) => view.clock - view.now);
  const result = useLook(logs, EVERY);
  const found = result?.panel === "logs" ? result.logs : null;
  return (
    <div className={css.panel}>
      <QueryBar logs={logs} problem={found?.problem ?? null} onChange={ask} />
      {found === null ? (
        <Loading label="Searching" lines={8} />
      ) : (
        <Found key={JSON.stringify(logs)} logs={logs} result={found} startsAt={startsAt} />
      )}
    </div>
  );
}

function Found({ logs, result, startsAt }: { logs: Logs; result: LogResult; startsAt: number }) {
  const view = useLogView();
  const [selected, setSelected] = useState<LogLine | null>(null);
  // What somebody reads must not move away under the eye: while a line is open, the list stands still.
  const [held, setHeld] = useState<readonly LogLine[] | null>(null);
  const lines = held ?? result.lines;
  const { from, step, counts, errors } = result.histogram;
  const to = from + step * counts.length;

  const select = (line: LogLine | null) => {
    setSelected(line);
    setHeld(line === null ? null : lines);
  };
  useHotkeys([{ keys: "escape", label: "Close the line", group: "Logs", run: () => select(null) }], {
    enabled: selected !== null,
  });

  return (
    <>
      <div className={css.histogram}>
        <Histogram
          label="Lines over time"
          from={from}
          binSeconds={step}
          startsAt={startsAt}
          height={64}
          series={[
            { label: "errors", counts: [...errors], colour: "var(--bad)" },
            {
              label: "others",
              counts: [...counts].map((all, i) => all - (errors[i] ?? 0)),
              colour: "var(--series-other)",
            },
          ]}
          onBrush={(range) => {
            if (range !== undefined)
              ask({ ...logs, window: Math.max(1, range[1] - range[0]), until: Math.min(range[1], to) });
          }}
        />
      </div>
      <div className={css.meta}>
        <SegmentedControl
          label="Show"
          segments={[
            { value: "lines", label: "Lines" },
            { value: "patterns", label: `Patterns ${result.patterns.length}` },
          ]}
          value={view.shown}
          onChange={view.show}
        />
        <span className={css.total}>
          {formatCompact(Math.round(result.total))} lines
          {view.shown === "lines" &&
            result.total > lines.length &&
            lines.length > 0 &&
            `, the newest ${lines.length} shown`}
          {logs.until !== undefined && ` up to ${formatClock(startsAt + logs.until)}`}
        </span>
        {held !== null && <Button onClick={() => select(null)}>Show the newest</Button>}
      </div>
      {result.problem === null && result.total < 0.5 && lines.length === 0 ? (
        <EmptyState title="No lines">
          {logs.query === ""
            ? "Nothing was written in this window."
            : "Nothing in this window matches the query. Look further back, or take a term away."}
        </EmptyState>
      ) : view.shown === "patterns" ? (
        <Patterns patterns={result.patterns} onFilter={filter} />
      ) : (
        <div className={css.body}>
          <Lines lines={lines} startsAt={startsAt} selected={selected} onSelect={select} />
          {selected !== null && (
            <LineDetail line={selected} startsAt={startsAt} onFilter={filter} onClose={() => select(null)} />
          )}
        </div>
      )}
    </>
  );
}

type Shown = "lines" | "patterns";
let lastShown: Shown = "lines";

/** Lines or patterns; kept from one query to the next. */
function useLogView(): { readonly shown: Shown; readonly show: (shown: Shown) => void } {
  const [shown, setShown] = useState<Shown>(lastShown);
  const show = (next: Shown) => {
    lastShown = next;
    setShown(next);
  };
  return { shown, show };
}
