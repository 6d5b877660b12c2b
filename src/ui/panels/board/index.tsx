import { type BoardResult, LABELS, type Label } from "#domain/telemetry";
import { type ConsoleState, consoleStore, openPanel, useConsole } from "../../console-state";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { formatClock } from "../../kit/format";
import { EmptyState, Loading } from "../../kit/State";
import { Toggle } from "../../kit/Toggle";
import { Toolbar, ToolbarSpace } from "../../kit/Toolbar";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useOpens } from "../../panels-open";
import { ANY, nodeChoices, regionChoices } from "../choices";
import { WINDOWS } from "../windows";
import css from "./board.module.css";
import { Chart } from "./Chart";
import { markSign } from "./marks";

type Board = ConsoleState["board"];

const SPLITS: readonly { readonly value: string; readonly label: string }[] = [
  { value: ANY, label: "No split" },
  ...LABELS.map((label) => ({ value: label, label: `By ${label}` })),
];

const ask = (change: Partial<Board>) => consoleStore.setState(({ board }) => ({ board: { ...board, ...change } }));

/** The metrics of a node, or of where users enter: one chart each, with a common crosshair. */
export default function BoardPanel() {
  const board = useConsole((state) => state.board);
  const result = useLook(board);
  return (
    <div className={css.panel}>
      <Controls board={board} />
      {result?.panel === "board" ? (
        <Charts asked={board} board={result.board} />
      ) : (
        <Loading label="Reading the metrics" />
      )}
    </div>
  );
}

function Controls({ board }: { board: Board }) {
  const system = useView((view) => view.system);
  return (
    <Toolbar label="What the board shows">
      <Select
        label="Node"
        hideLabel
        options={nodeChoices(system, "Where users enter", "all")}
        value={board.node}
        onChange={(node) => ask({ node })}
      />
      <Select
        label="Window"
        hideLabel
        options={WINDOWS.map(({ value, label }) => ({ value: value as string, label: `Last ${label}` }))}
        value={String(board.window)}
        onChange={(window) => ask({ window: Number(window) })}
      />
      <Select
        label="Split"
        hideLabel
        options={SPLITS}
        value={board.split ?? ANY}
        onChange={(split) => ask({ split: split === ANY ? null : (split as Label) })}
      />
      <Select
        label="Region"
        hideLabel
        options={regionChoices(system)}
        value={board.region ?? ANY}
        onChange={(region) => ask({ region: region === ANY ? null : region })}
      />
      <ToolbarSpace />
      <Toggle label="Last week" checked={board.compare} onChange={(compare) => ask({ compare })} />
    </Toolbar>
  );
}

function Charts({ asked, board }: { asked: Board; board: BoardResult }) {
  const toLogs = useOpens("logs", asked.node === "all" ? null : asked.node);
  const toDeploys = useOpens("deploys");
  const system = useView((view) => view.system);
  const startsAt = useView((view) => view.clock - view.now);
  const { from, to, step } = board;
  const x = Float64Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  if (board.charts.every((chart) => chart.series.length === 0)) {
    return (
      <EmptyState
        title="No metrics here"
        action={<Button onClick={() => ask({ region: null, split: null })}>All regions</Button>}
      >
        Nothing of this node runs in this region, or nothing has been scraped in this window.
      </EmptyState>
    );
  }
  const annotations = board.annotations.map(({ second }, index) => ({ x: second, label: markSign(index) }));
  return (
    <>
      <div className={css.grid}>
        {board.charts.map((chart) => (
          <Chart
            key={chart.metric}
            chart={chart}
            x={x}
            annotations={annotations}
            system={system}
            startsAt={startsAt}
            {...(toLogs && { onPick: (second: number) => openLogs(asked, second, to) })}
          />
        ))}
      </div>
      {board.annotations.length > 0 && (
        <ol aria-label="Changes in this window" className={css.marks}>
          {board.annotations.map(({ second, label, kind }, index) => (
            <li key={`${second} ${label}`}>
              <span className={css.sign}>{markSign(index)}</span>
              <time>{formatClock(startsAt + second, false)}</time> {label}
              {kind === "deploy" && toDeploys && (
                <button type="button" className={css.link} onClick={() => openPanel("deploys")}>
                  deploys
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Seconds of logs before and after the point that was picked. */
const AROUND = 60;

function openLogs(board: Board, second: number, newest: number): void {
  const terms = [board.node !== "all" && `service:${board.node}`, board.region !== null && `region:${board.region}`];
  const isNow = second + AROUND >= newest;
  openPanel("logs", {
    logs: {
      panel: "logs",
      query: terms.filter(Boolean).join(" "),
      window: 2 * AROUND,
      ...(!isNow && { until: second + AROUND }),
    },
  });
}
