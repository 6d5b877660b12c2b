import { Plus } from "lucide-react";
import { useState } from "react";
import type { HypothesisView } from "#domain/view";
import { useCanDo, useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { cx } from "../../kit/cx";
import { Panel } from "../../kit/Page";
import { Status, type Tone } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { UpTo } from "../../team/UpTo";
import { hypothesisLine } from "./evidence";
import { HypothesisDialog } from "./HypothesisDialog";
import css from "./notebook.module.css";

const STATES: Readonly<Record<HypothesisView["state"], { readonly label: string; readonly tone: Tone }>> = {
  open: { label: "open", tone: "neutral" },
  favoured: { label: "favoured", tone: "info" },
  rejected: { label: "rejected", tone: "warn" },
};

/** What might be the cause, each with the evidence for and against it. One of them can be the favourite. */
export function Hypotheses() {
  const hypotheses = useView((view) => view.hypotheses);
  const canPlay = useCanDo("hypothesis");
  const [edited, setEdited] = useState<HypothesisView | "new" | null>(null);
  return (
    <Panel
      title="Hypotheses"
      flush
      actions={
        canPlay && (
          <Button kind="quiet" icon={<Plus />} onClick={() => setEdited("new")}>
            New hypothesis
          </Button>
        )
      }
    >
      {hypotheses.length === 0 ? (
        <EmptyState title="No hypothesis yet">
          Write down what you suspect, even if you are not sure. Changing your mind on new data costs nothing.
        </EmptyState>
      ) : (
        <ul className={css.rows}>
          {hypotheses.map((hypothesis) => (
            <Hypothesis key={hypothesis.id} hypothesis={hypothesis} onEdit={() => setEdited(hypothesis)} />
          ))}
        </ul>
      )}
      <UpTo right="hypothesis">Writing hypotheses</UpTo>
      <HypothesisDialog edited={edited} onClose={() => setEdited(null)} />
    </Panel>
  );
}

function Hypothesis({ hypothesis, onEdit }: { hypothesis: HypothesisView; onEdit: () => void }) {
  const system = useView((view) => view.system);
  const facts = useView((view) => view.facts);
  const canPlay = useCanDo("hypothesis");
  const { give, busy, refusal } = useCommand();
  const line = hypothesisLine(hypothesis, system);
  const state = STATES[hypothesis.state];
  const pinned = facts.filter((fact) => fact.pinned?.hypothesis === hypothesis.id);
  const become = (next: HypothesisView["state"]) => {
    const { since, ...args } = hypothesis;
    void give({ kind: "hypothesis", args: { ...args, state: next } });
  };
  return (
    <li className={cx(css.hypothesis, hypothesis.state === "rejected" && css.rejected)}>
      <p className={css.headline}>
        <strong>{line}</strong>
        <Status tone={state.tone}>{state.label}</Status>
      </p>
      {hypothesis.text !== "" && <p>{hypothesis.text}</p>}
      {pinned.length === 0 ? (
        <p className={css.meta}>No evidence pinned.</p>
      ) : (
        <ul aria-label="Evidence" className={css.pins}>
          {pinned.map((fact) => (
            <li key={fact.id}>
              <Status tone={fact.pinned?.bearing === "supports" ? "good" : "bad"} plain>
                {fact.pinned?.bearing === "supports" ? "for" : "against"}
              </Status>
              <span>{fact.text}</span>
            </li>
          ))}
        </ul>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {canPlay && (
        <div className={css.buttons}>
          {hypothesis.state !== "favoured" && (
            <Button busy={busy} aria-label={`Favour: ${line}`} onClick={() => become("favoured")}>
              Favour
            </Button>
          )}
          {hypothesis.state !== "rejected" && (
            <Button busy={busy} aria-label={`Reject: ${line}`} onClick={() => become("rejected")}>
              Reject
            </Button>
          )}
          {hypothesis.state !== "open" && (
            <Button kind="quiet" busy={busy} aria-label={`Reopen: ${line}`} onClick={() => become("open")}>
              Reopen
            </Button>
          )}
          <Button kind="quiet" aria-label={`Edit: ${line}`} onClick={onEdit}>
            Edit…
          </Button>
        </div>
      )}
    </li>
  );
}
