import { useState } from "react";
import { useCanDo } from "../../command";
import { consoleStore, useConsole } from "../../console-state";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Badge } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { Tabs } from "../../kit/Tabs";
import { useLook } from "../../looking";
import { useOwnNodes } from "../../team/tools";
import { ActionDialog, type Intent } from "../actions/ActionDialog";
import type { Act } from "./act";
import css from "./config.module.css";
import { Evidence } from "./Evidence";
import { Keys } from "./Keys";
import { Flags, Rollout, Settings } from "./Parts";

/** What a service runs with: configuration by region, settings, flags, versions; and what can be tried on its pods. */
export default function ConfigPanel() {
  const open = useConsole((state) => state.configNode);
  const isOwn = useOwnNodes().some(({ id }) => id === open);
  return open === null || !isOwn ? <Nodes /> : <Node key={open} node={open} />;
}

function Nodes() {
  const nodes = useOwnNodes();
  return (
    <section aria-label="Services" className={css.panel}>
      <p className="muted">Choose a service to see what it runs with.</p>
      <ul className={css.nodes}>
        {nodes.map((node) => (
          <li key={node.id}>
            <button type="button" className={css.node} onClick={() => consoleStore.setState({ configNode: node.id })}>
              <span className={css.nodeName}>
                <strong>{node.label}</strong> <Badge>{node.kind}</Badge>
              </span>
              <span className={css.nodeText}>{node.summary}</span>
              <span className="muted">{node.team}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Node({ node }: { node: string }) {
  const nodes = useOwnNodes();
  const canAct = useCanDo("act");
  const [intent, setIntent] = useState<Intent | null>(null);
  const result = useLook({ panel: "config", node });
  const act: Act | null = canAct ? (action, preset = {}) => setIntent({ ...preset, action, node }) : null;
  if (result?.panel !== "config") return <Loading label="Asking for the configuration" lines={8} />;
  const { config } = result;
  return (
    <div className={css.panel}>
      <div className={css.bar}>
        <Select
          label="Service"
          hideLabel
          value={node}
          options={nodes.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => consoleStore.setState({ configNode: id })}
        />
        <Button kind="quiet" onClick={() => consoleStore.setState({ configNode: null })}>
          All services
        </Button>
      </div>
      <Tabs
        label="What it runs with"
        tabs={[
          { id: "config", label: "Configuration", content: <Keys keys={config.keys} act={act} /> },
          { id: "rollout", label: "Versions and pods", content: <Rollout rollout={config.rollout} act={act} /> },
          { id: "flags", label: `Flags (${config.flags.length})`, content: <Flags flags={config.flags} act={act} /> },
          {
            id: "settings",
            label: `Settings (${config.settings.length})`,
            content: <Settings settings={config.settings} act={act} />,
          },
          {
            id: "evidence",
            label: "Probes and dumps",
            content: <Evidence node={node} rollout={config.rollout} act={act} />,
          },
        ]}
      />
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
    </div>
  );
}
