import { CircleHelp, History, Play } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ExploreResult } from "#domain/telemetry";
import { type ConsoleState, consoleStore } from "../../console-state";
import { Button, IconButton } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Popover } from "../../kit/Popover";
import { Callout, Skeleton } from "../../kit/State";
import { useView } from "../../live";
import { windowChoices } from "../windows";
import css from "./explore.module.css";
import { Help } from "./Help";
import { pastQueries, remember } from "./history";
import { knownValues } from "./values";

type Explore = ConsoleState["explore"];

const Editor = lazy(() => import("./Editor"));

/** Points that a step chosen by itself gives a window. */
const POINTS = 120;
const STEPS = ["15", "30", "60", "300"] as const;

/** The step that suits a window, in whole quarters of a minute. */
export function stepFor(window: number): number {
  return Math.max(1, Math.ceil(window / POINTS / 15)) * 15;
}

/** The query with its window and step. It is evaluated on demand, not while it is being written. */
export function QueryForm({ asked, problem }: { asked: Explore; problem: ExploreResult["problem"] }) {
  const system = useView((view) => view.system);
  const [draft, setDraft] = useState(asked.query);
  const [seen, setSeen] = useState(asked.query);
  const [past, setPast] = useState(pastQueries);
  const [help, setHelp] = useState(false);
  const [listed, setListed] = useState(false);
  // An example that was clicked elsewhere comes into the field.
  if (asked.query !== seen) {
    setSeen(asked.query);
    setDraft(asked.query);
  }
  const ask = (change: Partial<Explore>) => consoleStore.setState({ explore: { ...asked, ...change } });
  const run = (query: string) => {
    if (query.trim() === "") return;
    setPast(remember(query));
    setSeen(query);
    setDraft(query);
    ask({ query });
  };
  const edited = draft !== asked.query;
  const auto = stepFor(asked.window);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        run(draft);
      }}
    >
      <Suspense fallback={<Skeleton height={72} />}>
        <Editor
          query={draft}
          problem={edited ? null : problem}
          valuesOf={(label) => knownValues(system, label)}
          onChange={setDraft}
          onRun={() => run(draft)}
        />
      </Suspense>
      {problem !== null && !edited && (
        <div role="alert">
          <Callout tone="bad" title={`At character ${problem.from + 1}`}>
            {problem.text}
          </Callout>
        </div>
      )}
      <div className={css.controls}>
        <Button type="submit" kind="primary" icon={<Play />} disabled={draft.trim() === ""} title="Ctrl+Enter">
          Run
        </Button>
        <Select
          label="Window"
          hideLabel
          options={windowChoices(asked.window).map(({ value, label }) => ({ value, label: `Last ${label}` }))}
          value={String(asked.window)}
          onChange={(window) => ask({ window: Number(window), step: stepFor(Number(window)) })}
        />
        <Select
          label="Step"
          hideLabel
          options={[...new Set([String(auto), String(asked.step), ...STEPS])]
            .sort((a, b) => Number(a) - Number(b))
            .map((value) => ({ value, label: `Step ${value} s` }))}
          value={String(asked.step)}
          onChange={(step) => ask({ step: Number(step) })}
        />
        <span className={css.space} />
        <Popover
          label="Queries you have run"
          align="end"
          open={listed}
          onOpenChange={setListed}
          trigger={
            <IconButton label="Queries you have run" icon={<History />} type="button" disabled={past.length === 0} />
          }
        >
          <ul className={css.past}>
            {past.map((query) => (
              <li key={query}>
                <button
                  type="button"
                  className={css.query}
                  onClick={() => {
                    setListed(false);
                    run(query);
                  }}
                >
                  {query}
                </button>
              </li>
            ))}
          </ul>
        </Popover>
        <IconButton label="How to query" icon={<CircleHelp />} type="button" onClick={() => setHelp(true)} />
      </div>
      <Help
        open={help}
        onOpenChange={setHelp}
        onTry={(query) => {
          setHelp(false);
          run(query);
        }}
      />
    </form>
  );
}
