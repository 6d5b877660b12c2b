import { useEffect, useState } from "react";
import { announce } from "../../kit/announce";
import { Graph } from "../../kit/chart/Graph";
import { Histogram } from "../../kit/chart/Histogram";
import { TimeSeries } from "../../kit/chart/TimeSeries";
import { Waterfall } from "../../kit/chart/Waterfall";
import { formatClock } from "../../kit/format";
import { Panel, Section } from "../../kit/Page";
import { Toggle } from "../../kit/Toggle";
import css from "./KitPage.module.css";
import { graphEdges, graphNodes, spans, wave } from "./samples";

const NOON = 12 * 3600;
const LENGTH = 1800;
const CHANGE = 1100;

function seriesFrom(from: number, level: number, jump: number, phase: number): (number | null)[] {
  return Array.from({ length: LENGTH }, (_, index) => {
    const at = from + index;
    if (phase === 1 && at > 500 && at < 540) return null;
    return Math.max(
      0,
      level * (wave(at / 20, phase) / 10) * (at > CHANGE ? 1 + jump * Math.min(1, (at - CHANGE) / 120) : 1),
    );
  });
}

/** Charts with generated data; "live" moves them ten times a second. */
export function Charts() {
  const [live, setLive] = useState(false);
  const [from, setFrom] = useState(0);
  const [brush, setBrush] = useState<[number, number] | undefined>([1140, 1380]);
  const [span, setSpan] = useState<string | undefined>("6");
  const [node, setNode] = useState<string | undefined>("alpha");

  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => setFrom((now) => now + 1), 100);
    return () => clearInterval(timer);
  }, [live]);

  const x = Array.from({ length: LENGTH }, (_, index) => from + index);
  const shared = {
    x,
    startsAt: NOON,
    syncKey: "kit",
    annotations: [{ x: CHANGE, label: "v418" }],
    onPick: (second: number) => announce(`Picked ${formatClock(NOON + second)}`),
  };
  const lastWeek = { label: "last week", values: seriesFrom(from, 1000, 0, 4) };
  return (
    <div id="charts">
      <Section title="Charts" actions={<Toggle checked={live} onChange={setLive} label="Live, ten times a second" />}>
        <div className={css.grid}>
          <Panel>
            <TimeSeries
              {...shared}
              title="requests"
              unit="/s"
              series={[
                { label: "eu", values: seriesFrom(from, 1100, -0.3, 0) },
                { label: "us", values: seriesFrom(from, 700, 0, 1) },
              ]}
              comparison={[lastWeek]}
            />
          </Panel>
          <Panel>
            <TimeSeries
              {...shared}
              title="error rate"
              unit="ratio"
              thresholds={[{ value: 0.02, label: "limit", tone: "bad" }]}
              series={[
                { label: "eu", values: seriesFrom(from, 0.002, 18, 2) },
                { label: "us", values: seriesFrom(from, 0.001, 0, 3) },
              ]}
            />
          </Panel>
          <Panel>
            <TimeSeries
              {...shared}
              title="latency"
              unit="ms"
              series={[
                { label: "p50", values: seriesFrom(from, 60, 0.4, 2) },
                { label: "p95", values: seriesFrom(from, 210, 2.2, 5) },
                { label: "p99", values: seriesFrom(from, 420, 2.6, 6) },
              ]}
            />
          </Panel>
        </div>
      </Section>
      <Section title="Histogram">
        <Panel>
          <Histogram
            label="Lines"
            from={0}
            binSeconds={10}
            startsAt={NOON}
            brush={brush}
            onBrush={setBrush}
            series={[
              {
                label: "info",
                colour: "var(--series-other)",
                counts: Array.from({ length: 180 }, (_, index) => Math.round(wave(index, 1) * 4)),
              },
              {
                label: "error",
                colour: "var(--bad)",
                counts: Array.from({ length: 180 }, (_, index) =>
                  index > 110 ? Math.round(wave(index, 2) * 3) : index % 9 === 0 ? 2 : 0,
                ),
              },
            ]}
          />
        </Panel>
      </Section>
      <Section title="Waterfall">
        <Panel flush>
          <Waterfall label="Trace 4f1c9a02" spans={spans} selected={span} onSelect={(each) => setSpan(each.id)} />
        </Panel>
      </Section>
      <Section title="Graph">
        <Panel>
          <Graph label="Who calls whom" nodes={graphNodes} edges={graphEdges} selected={node} onSelect={setNode} />
        </Panel>
      </Section>
    </div>
  );
}
