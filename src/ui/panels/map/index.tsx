import { useState } from "react";
import type { MapResult } from "#domain/telemetry";
import { consoleStore, openPanel } from "../../console-state";
import { Button } from "../../kit/Button";
import { Graph } from "../../kit/chart/Graph";
import { formatValue } from "../../kit/format";
import { KeyValue } from "../../kit/KeyValue";
import { HealthSign } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useOpens } from "../../panels-open";
import { nameOf } from "../../words";
import css from "./map.module.css";

const MAP = { panel: "map" } as const;
/** Share of failed requests from which a node says it. */
const WORTH_SAYING = 0.0005;

/** Who calls whom, and how each of them is; a node opens what is known about it. */
export default function MapPanel() {
  const result = useLook(MAP, 15);
  const [selected, setSelected] = useState<string>();
  if (result?.panel !== "map") return <Loading label="Reading the map" height={320} />;
  const { nodes, edges } = result.map;
  const node = nodes.find(({ id }) => id === selected);
  return (
    <div className={css.panel}>
      <div className={css.graph}>
        <Graph
          label="Who calls whom"
          nodes={nodes.map(({ id, label, health, requests, errors }) => ({
            id,
            label,
            health,
            detail: `${formatValue(requests, "/s")}${errors >= WORTH_SAYING ? ` · ✕ ${formatValue(errors, "ratio")}` : ""}`,
          }))}
          edges={edges}
          selected={selected}
          onSelect={setSelected}
          dense
        />
      </div>
      {node === undefined ? (
        <p className={css.hint}>Choose a node to see it by region, and what it calls.</p>
      ) : (
        <NodeDetail node={node} edges={edges} />
      )}
    </div>
  );
}

function NodeDetail({ node, edges }: { node: MapResult["nodes"][number]; edges: MapResult["edges"] }) {
  const { nodes, regions } = useView((view) => view.system);
  const about = nodes.find(({ id }) => id === node.id);
  const toLogs = useOpens("logs", node.id);
  const toTraces = useOpens("traces", node.id);
  const toConfig = useOpens("config", node.id);
  const called = edges.filter((edge) => edge.from === node.id);
  return (
    <section aria-label={node.label} className={css.detail}>
      <h2>
        <HealthSign health={node.health} hideWord /> {node.label}
      </h2>
      <p className={css.summary}>{about?.summary}</p>
      <div className={css.facts}>
        <KeyValue
          pairs={[
            { key: "Kind", value: node.kind },
            { key: "Team", value: about?.team ?? "–" },
            { key: "Requests", value: formatValue(node.requests, "/s") },
            { key: "Failed", value: formatValue(node.errors, "ratio") },
            { key: "p95", value: formatValue(node.p95, "s") },
          ]}
        />
        <div>
          <h3>By region</h3>
          <ul className={css.list}>
            {node.byRegion.map(({ region, health, errors }) => (
              <li key={region}>
                <HealthSign health={health} /> {nameOf(regions, region)}
                <span className={css.figure}>{formatValue(errors, "ratio")} failed</span>
              </li>
            ))}
          </ul>
        </div>
        {called.length > 0 && (
          <div>
            <h3>Calls</h3>
            <ul className={css.list}>
              {called.map((edge) => (
                <li key={edge.to}>
                  {nameOf(nodes, edge.to)}
                  <span className={css.figure}>
                    {formatValue(edge.rate, "/s")}, {formatValue(edge.errors, "ratio")} failed
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div className={css.ways}>
        <Button onClick={() => openPanel("board", { board: { ...consoleStore.getState().board, node: node.id } })}>
          Board
        </Button>
        {toLogs && (
          <Button
            onClick={() => openPanel("logs", { logs: { panel: "logs", query: `service:${node.id}`, window: 900 } })}
          >
            Logs
          </Button>
        )}
        {toTraces && (
          <Button
            onClick={() =>
              openPanel("traces", { traces: { ...consoleStore.getState().traces, node: node.id }, trace: null })
            }
          >
            Traces
          </Button>
        )}
        {toConfig && <Button onClick={() => openPanel("config", { configNode: node.id })}>Config</Button>}
      </div>
    </section>
  );
}
