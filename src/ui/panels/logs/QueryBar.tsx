import { CircleHelp, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ConsoleState } from "../../console-state";
import { Button, IconButton } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { Popover } from "../../kit/Popover";
import { useLive } from "../../live";
import { windowChoices } from "../windows";
import css from "./logs.module.css";

type Logs = ConsoleState["logs"];

/** Milliseconds after the last key until what was typed is searched. */
const REST = 150;

/** The query line: searched when typing rests (in untimed play, where looking takes time, only on Enter). */
export function QueryBar({
  logs,
  problem,
  onChange,
}: {
  logs: Logs;
  problem: string | null;
  onChange: (logs: Logs) => void;
}) {
  const isUntimed = useLive((state) => state.clock === "untimed");
  const [draft, setDraft] = useState(logs.query);
  const [asked, setAsked] = useState(logs.query);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A filter that was clicked elsewhere comes into the line.
  if (logs.query !== asked) {
    setAsked(logs.query);
    setDraft(logs.query);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (query: string) => {
    clearTimeout(timer.current);
    if (query === logs.query) return;
    setAsked(query);
    onChange({ ...logs, query });
  };
  const type = (query: string) => {
    setDraft(query);
    clearTimeout(timer.current);
    if (!isUntimed) timer.current = setTimeout(() => search(query.trim()), REST);
  };

  return (
    <form
      className={css.bar}
      onSubmit={(event) => {
        event.preventDefault();
        search(draft.trim());
      }}
    >
      <div className={css.query}>
        <TextField
          label="Log query"
          hideLabel
          mono
          data-search
          icon={<Search />}
          placeholder='level:ERROR service:… "timed out" -region:…'
          value={draft}
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          error={problem ?? undefined}
          hint={isUntimed && draft.trim() !== logs.query ? "Enter searches; it takes a little time." : undefined}
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <Popover
        label="How to search"
        align="end"
        trigger={<IconButton label="How to search" icon={<CircleHelp />} type="button" />}
      >
        <Syntax />
      </Popover>
      <Select
        label="Window"
        hideLabel
        options={windowChoices(logs.window).map(({ value, label }) => ({
          value,
          label: logs.until === undefined ? `Last ${label}` : label,
        }))}
        value={String(logs.window)}
        onChange={(window) => onChange({ ...logs, window: Number(window) })}
      />
      {logs.until !== undefined && (
        <Button onClick={() => onChange({ panel: "logs", query: logs.query, window: Math.max(300, logs.window) })}>
          Back to now
        </Button>
      )}
    </form>
  );
}

const RULES = [
  ["timeout", "lines with this word"],
  ['"timed out"', "with these words one after the other"],
  ["level:ERROR", "field and value: level, service, region, version, pod, logger, trace"],
  ["pod:checkout-*", "values that begin so"],
  ["-level:INFO", "without"],
  ["level:ERROR OR level:WARN", "one of the two"],
] as const;

function Syntax() {
  return (
    <dl className={css.syntax}>
      {RULES.map(([example, meaning]) => (
        <div key={example}>
          <dt className="mono">{example}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
      <p>All terms of a line must hold. Case does not count.</p>
    </dl>
  );
}
