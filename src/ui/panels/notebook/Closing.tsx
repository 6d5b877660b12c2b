import { type FormEvent, useId, useState } from "react";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import { KeyValue } from "../../kit/KeyValue";
import { Panel } from "../../kit/Page";
import { Callout } from "../../kit/State";
import { useLive, useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { UpTo } from "../../team/UpTo";
import { endWords } from "../../words";
import css from "./notebook.module.css";

const count = (n: number, one: string, many: string): string => `${n === 0 ? "no" : n} ${n === 1 ? one : many}`;

/** Where the incident stands, and the two ways to close. */
export function Closing() {
  const phase = useView((view) => view.phase);
  const requests = useView((view) => view.requests).filter(({ state }) => state === "open").length;
  const running = useView((view) => view.operations).filter(
    (operation) => operation.phase === "requested" || operation.phase === "running",
  ).length;
  const firing = useView((view) => view.alerts).filter(({ state }) => state === "firing").length;
  const followups = useView((view) => view.followups).length;
  const canResolve = useCanDo("resolve");
  const canEnd = useCanDo("end");
  const clock = useLive((state) => state.clock);
  const [open, setOpen] = useState<"resolve" | "end" | null>(null);
  return (
    <Panel title="Closing">
      <div className={css.form}>
        <KeyValue
          pairs={[
            { key: "Incident", value: phase === "live" ? "open" : phase === "before" ? "not taken yet" : phase },
            { key: "Waiting for you", value: count(requests, "question", "questions") },
            { key: "Under way", value: count(running, "action", "actions") },
            { key: "Alerts", value: firing === 0 ? "none firing" : `${firing} firing` },
            { key: "Follow-ups", value: count(followups, "follow-up", "follow-ups") },
          ]}
        />
        <div className={css.buttons}>
          {canResolve && (
            <Button disabled={phase !== "live"} onClick={() => setOpen("resolve")}>
              Declare resolved…
            </Button>
          )}
          {canEnd && <Button onClick={() => setOpen("end")}>{endWords(clock).title}…</Button>}
        </div>
        <UpTo right="resolve">Declaring it over</UpTo>
      </div>
      <ResolveDialog open={open === "resolve"} onClose={() => setOpen(null)} />
      <EndDialog open={open === "end"} onClose={() => setOpen(null)} />
    </Panel>
  );
}

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Declares the incident over, with a closing message. */
export function ResolveDialog({ open, onClose }: DialogProps) {
  const { give, busy, refusal, forget } = useCommand();
  const [text, setText] = useState("");
  const form = useId();
  const close = () => {
    forget();
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await give({ kind: "resolve", args: { text: text.trim() } }))) return;
    announce("The incident is declared resolved.");
    setText("");
    close();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      title="Declare the incident resolved"
      description="The clock goes on, and so does what counts: a relapse after this is still yours."
      footer={
        <>
          <Button onClick={close}>Not yet</Button>
          <Button type="submit" form={form} kind="primary" busy={busy}>
            Declare resolved
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={(event) => void submit(event)}>
        <TextArea
          label="Closing message, to the incident channel"
          hint="What was wrong, what was done, what is left. Customers are told on the status page, by you."
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {refusal !== null && <RefusalNote refusal={refusal} />}
      </form>
    </Dialog>
  );
}

/** Leaves for good: what comes of it is simulated to the end, then the debrief begins, or the interview goes on. */
export function EndDialog({ open, onClose }: DialogProps) {
  const phase = useView((view) => view.phase);
  const words = endWords(useLive((state) => state.clock));
  const { give, busy, refusal, forget } = useCommand();
  const close = () => {
    forget();
    onClose();
  };
  const end = async () => {
    if (await give({ kind: "end", args: {} })) close();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      size="s"
      title={words.title}
      description={words.warning}
      footer={
        <>
          <Button onClick={close}>{words.stay}</Button>
          <Button kind="danger" busy={busy} onClick={() => void end()}>
            {words.end}
          </Button>
        </>
      }
    >
      {phase !== "resolved" && (
        <Callout tone="warn">The incident is not declared resolved. You would leave it as it is.</Callout>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </Dialog>
  );
}
