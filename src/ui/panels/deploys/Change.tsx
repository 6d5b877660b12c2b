import { X } from "lucide-react";
import type { ActionKind } from "#domain/actions";
import type { DeployEntry } from "#domain/telemetry";
import { useCanDo } from "../../command";
import { Button, IconButton } from "../../kit/Button";
import { Diff } from "../../kit/Diff";
import { KeyValue } from "../../kit/KeyValue";
import { Status } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useStartsAt, useWho } from "../../who";
import { CHANGE_STATES, CHANGE_WORDS, nameOf } from "../../words";
import css from "./deploys.module.css";

/** One change: what it was, and for a version its notes, pipeline and diff. */
export function Change({
  entry,
  onClose,
  onAct,
}: {
  entry: DeployEntry;
  onClose: () => void;
  onAct: (action: ActionKind) => void;
}) {
  const nodes = useView((view) => view.system.nodes);
  const regions = useView((view) => view.system.regions);
  const canAct = useCanDo("act");
  const startsAt = useStartsAt();
  const who = useWho();
  const state = CHANGE_STATES[entry.state];
  const isRelease = entry.version !== null;
  return (
    <article aria-label={entry.title} className={css.change}>
      <header className={css.head}>
        <h3 className={css.title}>{entry.title}</h3>
        <IconButton label="Close" icon={<X />} onClick={onClose} />
      </header>
      <KeyValue
        pairs={[
          { key: "What", value: CHANGE_WORDS[entry.kind] },
          { key: "When", value: <Timestamp second={entry.second} startsAt={startsAt} /> },
          { key: "Service", value: nameOf(nodes, entry.node) },
          { key: "Region", value: entry.region === "all" ? "All regions" : nameOf(regions, entry.region) },
          { key: "By", value: who(entry.by) },
          { key: "State", value: <Status tone={state.tone}>{state.label}</Status> },
        ]}
      />
      {canAct && isRelease && (
        <div className={css.buttons}>
          <Button onClick={() => onAct("rollback")}>Roll back…</Button>
          <Button onClick={() => onAct("deploy")}>Deploy a version…</Button>
        </div>
      )}
      {canAct && entry.kind === "flag" && (
        <div className={css.buttons}>
          <Button onClick={() => onAct("flag")}>Set a flag…</Button>
        </div>
      )}
      {entry.kind === "deploy" && entry.version !== null ? (
        <Release version={entry.version} />
      ) : (
        <Pipeline lines={entry.pipeline} />
      )}
    </article>
  );
}

function Release({ version }: { version: string }) {
  const result = useLook({ panel: "deploy", version }, 60);
  if (result?.panel !== "deploy") return <Loading label="Opening the release" lines={6} />;
  return (
    <>
      <section aria-label="Notes">
        <h4 className={css.part}>Notes</h4>
        <p className={css.notes}>{result.notes === "" ? "None were written." : result.notes}</p>
      </section>
      <Pipeline lines={result.pipeline} />
      <section aria-label="Diff">
        <h4 className={css.part}>Diff</h4>
        {result.diff === "" ? (
          <p className="muted">The diff of this version was not kept.</p>
        ) : (
          <Diff label={`Diff of ${version}`} text={result.diff} />
        )}
      </section>
    </>
  );
}

function Pipeline({ lines }: { lines: DeployEntry["pipeline"] }) {
  const startsAt = useStartsAt();
  return (
    <section aria-label="Pipeline">
      <h4 className={css.part}>Pipeline</h4>
      {lines.length === 0 ? (
        <p className="muted">It did not go through a pipeline.</p>
      ) : (
        <ol className={css.pipeline}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end
            <li key={index}>
              <Timestamp second={line.at} startsAt={startsAt} /> <span>{line.text}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
