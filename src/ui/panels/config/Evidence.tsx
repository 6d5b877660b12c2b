import { useState } from "react";
import type { ConfigView } from "#domain/telemetry";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { EmptyState, Loading } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { Checkbox } from "../../kit/Toggle";
import { useSession, useView } from "../../live";
import { useLook } from "../../looking";
import { RefusalNote } from "../../RefusalNote";
import { useStartsAt } from "../../who";
import type { Act } from "./act";
import css from "./config.module.css";

/** What can be tried on a pod, and what was taken from one. */
export function Evidence({ node, rollout, act }: { node: string; rollout: ConfigView["rollout"]; act: Act | null }) {
  return (
    <div className={css.evidence}>
      <Probes node={node} rollout={rollout} />
      <Dumps node={node} act={act} />
    </div>
  );
}

interface Ran {
  readonly key: string;
  readonly second: number;
  readonly where: string;
  readonly title: string;
  readonly output: string;
}

/** Runs a command on a pod. What it printed stays as it was printed. */
function Probes({ node, rollout }: { node: string; rollout: ConfigView["rollout"] }) {
  const session = useSession();
  const { give, busy, refusal } = useCommand();
  const probes = useView((view) => view.system.probes).filter((probe) => probe.node === node);
  const regions = useView((view) => view.system.regions);
  const startsAt = useStartsAt();
  const canRun = useCanDo("look");
  const [probe, setProbe] = useState(probes[0]?.id ?? "");
  const [region, setRegion] = useState(regions[0]?.id ?? "");
  const [onQuarantined, setOnQuarantined] = useState(false);
  const [ran, setRan] = useState<readonly Ran[]>([]);
  const hasQuarantined = rollout.some((pods) => pods.region === region && pods.state === "quarantined");
  const quarantined = onQuarantined && hasQuarantined;

  const run = async () => {
    const look = { panel: "probe", probe, region, quarantined } as const;
    const accepted = await give({ kind: "look", args: look });
    const view = session.getState().view;
    if (!accepted || view === null) return;
    const result = view.look(look);
    if (result.panel !== "probe") return;
    const where = `${region}, ${quarantined ? "the quarantined pod" : "a serving pod"}`;
    const key = `${view.now} ${ran.length}`;
    setRan([{ key, second: view.now, where, title: result.title, output: result.output }, ...ran]);
    announce(`${result.title} on ${where}: ${result.output}`);
  };

  if (probes.length === 0) return <Panel title="Probes">No command is prepared for pods of this service.</Panel>;
  return (
    <Panel title="Probes">
      <form
        className={css.probe}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Select
          label="Command"
          value={probe}
          options={probes.map(({ id, label }) => ({ value: id, label }))}
          onChange={setProbe}
        />
        <Select
          label="On a pod in"
          value={region}
          options={regions.map(({ id, label }) => ({ value: id, label: `${id}: ${label}` }))}
          onChange={setRegion}
        />
        <Checkbox
          checked={quarantined}
          disabled={!hasQuarantined}
          onChange={setOnQuarantined}
          label="On the quarantined pod"
          hint={hasQuarantined ? "It serves nobody: nothing can be made worse." : "No pod is quarantined there."}
        />
        <div>
          <Button type="submit" busy={busy} disabled={!canRun}>
            Run
          </Button>
        </div>
      </form>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      <ol aria-label="Output, newest first" className={css.runs}>
        {ran.map((each) => (
          <li key={each.key}>
            <p className={css.ranHead}>
              <Timestamp second={each.second} startsAt={startsAt} /> {each.where}
            </p>
            <pre className={css.output}>
              <span className="muted">$ {each.title}</span>
              {"\n"}
              {each.output}
            </pre>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Thread dumps of this service that have been taken, to be opened; and how to take another. */
function Dumps({ node, act }: { node: string; act: Act | null }) {
  const operations = useView((view) => view.operations);
  const startsAt = useStartsAt();
  const [open, setOpen] = useState<number | null>(null);
  const dumps = operations
    .filter(({ request, phase }) => request.node === node && request.action === "thread-dump" && phase === "done")
    .reverse();
  return (
    <Panel
      title="Thread dumps"
      actions={
        act !== null && (
          <Button kind="quiet" onClick={() => act("thread-dump")}>
            Take one…
          </Button>
        )
      }
    >
      {dumps.length === 0 && <EmptyState title="None has been taken of this service" />}
      <ul className={css.dumps}>
        {dumps.map((dump) => (
          <li key={dump.id}>
            <Button
              kind="quiet"
              aria-expanded={open === dump.id}
              onClick={() => setOpen(open === dump.id ? null : dump.id)}
            >
              <Timestamp second={dump.endsAt} startsAt={startsAt} /> {dump.note}
            </Button>
            {open === dump.id && <Dump operation={dump.id} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Dump({ operation }: { operation: number }) {
  const result = useLook({ panel: "dump", operation }, 3600);
  if (result?.panel !== "dump") return <Loading label="Opening the dump" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={result.title} tabIndex={0} className={css.output}>
      <pre>{result.output}</pre>
    </section>
  );
}
