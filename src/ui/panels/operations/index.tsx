import { useState } from "react";
import type { OperationStatus } from "#domain/actions";
import { useCanDo } from "../../command";
import { Button } from "../../kit/Button";
import { Progress } from "../../kit/Meter";
import { Popover } from "../../kit/Popover";
import { Status } from "../../kit/Sign";
import { Timestamp } from "../../kit/Timestamp";
import { toast } from "../../kit/toast";
import { useSend, useView } from "../../live";
import { useStartsAt, useWho } from "../../who";
import { PHASE_WORDS } from "../../words";
import css from "./operations.module.css";

const SHOWN = 4;
/** Actions that replace pods a batch at a time. */
const IN_BATCHES: ReadonlySet<string> = new Set([
  "rollback",
  "deploy",
  "hotfix",
  "restart",
  "config-edit",
  "config-commit",
]);

const isOver = ({ phase }: OperationStatus): boolean => phase !== "requested" && phase !== "running";

/** What is being done, by whom and for how long still, and what came of what was done before. */
export default function OperationsPanel() {
  const operations = useView((view) => view.operations);
  const [all, setAll] = useState(false);
  const running = operations.filter((operation) => !isOver(operation));
  const over = operations.filter(isOver).reverse();
  const shown = all ? over : over.slice(0, SHOWN);
  return (
    <section aria-label="Operations" className={css.operations}>
      <h3 className={css.heading}>In progress{running.length > 0 && ` · ${running.length}`}</h3>
      {running.length === 0 ? (
        <p className="muted">Nothing is under way.</p>
      ) : (
        <ul className={css.list}>
          {running.map((operation) => (
            <Running key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
      {over.length > 0 && (
        <>
          <h3 className={css.heading}>Before</h3>
          <ul className={css.list}>
            {shown.map((operation) => (
              <Over key={operation.id} operation={operation} />
            ))}
          </ul>
          {over.length > SHOWN && (
            <Button kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Show fewer" : `Show all ${over.length}`}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function useLabel(operation: OperationStatus): string {
  const palette = useView((view) => view.palette);
  return palette.find(({ entry }) => entry.kind === operation.request.action)?.entry.label ?? operation.request.action;
}

function Running({ operation }: { operation: OperationStatus }) {
  const now = useView((view) => view.now);
  const who = useWho();
  const label = useLabel(operation);
  const canStop = useCanDo("interrupt");
  const isOffered = operation.interruptible && canStop;
  return (
    <li className={css.operation}>
      <p className={css.head}>
        <strong>{label}</strong>
        <span className={css.by}>{who(operation.by)}</span>
        {isOffered && <Stop operation={operation} label={label} />}
      </p>
      <p className={css.note}>{operation.note}</p>
      <Progress
        hideLabel
        label={`${label}: ${operation.note}`}
        done={operation.progress}
        secondsLeft={Math.max(0, operation.endsAt - now)}
      />
    </li>
  );
}

/** Asks once more, saying what stopping means. */
function Stop({ operation, label }: { operation: OperationStatus; label: string }) {
  const send = useSend();
  const [open, setOpen] = useState(false);
  const stop = async () => {
    setOpen(false);
    const refusal = await send({ kind: "interrupt", args: { operation: operation.id } });
    if (refusal !== null) toast({ title: refusal.text, tone: "bad" });
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={`Stop: ${label}`}
      align="end"
      trigger={
        <Button kind="quiet" aria-label={`Stop: ${label}`} className={css.stop}>
          Stop…
        </Button>
      }
    >
      <div className={css.ask}>
        <p>
          {IN_BATCHES.has(operation.request.action)
            ? "It stops where it is: pods that have been replaced stay as they are now, the rest stays as it was."
            : "It stops where it is. What it has changed so far stays changed."}
        </p>
        <Button kind="danger" onClick={() => void stop()}>
          Stop it here
        </Button>
      </div>
    </Popover>
  );
}

function Over({ operation }: { operation: OperationStatus }) {
  const who = useWho();
  const startsAt = useStartsAt();
  const label = useLabel(operation);
  const phase = PHASE_WORDS[operation.phase];
  return (
    <li className={css.operation}>
      <p className={css.head}>
        <strong>{label}</strong>
        <span className={css.by}>{who(operation.by)}</span>
        <span className={css.end}>
          <Status tone={phase.tone} plain>
            {phase.label}
          </Status>{" "}
          <Timestamp second={operation.endsAt} startsAt={startsAt} withSeconds={false} />
        </span>
      </p>
      <p className={css.note}>{operation.note}</p>
    </li>
  );
}
