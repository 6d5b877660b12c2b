import type { RuntimeViewId } from "#domain/telemetry";
import { type ConsoleState, consoleStore, useConsole } from "../../console-state";
import { Select } from "../../kit/Field";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useOwnNodes } from "../../team/tools";
import { ToolView } from "../tool/ToolView";
import css from "../tool/tool.module.css";
import { Captures } from "./Captures";

type Asked = ConsoleState["runtime"];

const PODS: readonly { readonly value: RuntimeViewId; readonly label: string }[] = [
  { value: "pods", label: "Pods" },
  { value: "workers", label: "Workers" },
  { value: "threads", label: "Threads" },
  { value: "heap", label: "Heap" },
];
const MESSAGES: readonly { readonly value: RuntimeViewId; readonly label: string }[] = [
  { value: "queue", label: "Messages" },
  { value: "dead-letters", label: "Dead letters" },
];

const ask = (change: Partial<Asked>) =>
  consoleStore.setState(({ runtime }) => ({ runtime: { ...runtime, ...change } }));

/** Inside the processes of a node in a region: pods, workers, threads, memory; the messages of a queue. */
export default function RuntimePanel() {
  const system = useView((view) => view.system);
  const asked = useConsole((state) => state.runtime);
  const nodes = useOwnNodes().filter(({ kind }) => kind !== "thirdparty");
  // Before anything is chosen: the first of the services, which is what one looks into.
  const node = nodes.find(({ id }) => id === asked.node) ?? nodes.find(({ kind }) => kind === "service") ?? nodes[0];
  const region = system.regions.find(({ id }) => id === asked.region) ?? system.regions[0];
  if (node === undefined || region === undefined) {
    return <EmptyState title="Nothing runs here">What there is belongs to others altogether.</EmptyState>;
  }
  const views = node.kind === "queue" ? [...MESSAGES, ...PODS.slice(0, 2)] : PODS;
  const view = views.find(({ value }) => value === asked.view)?.value ?? views[0]?.value ?? "pods";
  return (
    <div className={css.panel}>
      <div className={css.controls}>
        <Select
          label="Node"
          hideLabel
          options={nodes.map(({ id, label }) => ({ value: id, label }))}
          value={node.id}
          onChange={(id) => ask({ node: id, operation: null })}
        />
        <Select
          label="Region"
          hideLabel
          options={system.regions.map(({ id, label }) => ({ value: id, label }))}
          value={region.id}
          onChange={(id) => ask({ region: id, operation: null })}
        />
        <div className={css.views}>
          <SegmentedControl
            label="What to show"
            segments={views}
            value={view}
            onChange={(next) => ask({ view: next, operation: null })}
          />
        </div>
      </div>
      <Shown asked={{ ...asked, node: node.id, region: region.id, view }} />
    </div>
  );
}

function Shown({ asked }: { asked: Asked }) {
  const result = useLook(asked);
  return (
    <>
      {(asked.view === "heap" || asked.view === "threads") && (
        <Captures asked={asked} view={asked.view} onChoose={(operation) => ask({ operation })} />
      )}
      {result === null ? (
        <Loading label="Looking into the processes" lines={8} />
      ) : result.panel !== "runtime" ? (
        <ErrorState title="There was no answer">Other panels work. Choose another view.</ErrorState>
      ) : (
        <ToolView result={result.runtime} />
      )}
    </>
  );
}
