import { type FormEvent, useId, useState } from "react";
import type { ActionKind, ActRequest } from "#domain/actions";
import type { PaletteEntry } from "#domain/view";
import { clock, duration } from "#lib/format";
import { useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import { KeyValue } from "../../kit/KeyValue";
import { Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { RISK_WORDS } from "../../words";
import css from "./ActionDialog.module.css";
import { type Entries, entriesOf, isGiven, isNumber, numberProblem, type Param, requestOf } from "./request";

/** What is to be done, with what is known of it already. */
export type Intent = Partial<ActRequest> & { readonly action: ActionKind };

/**
 * Asks for what an action needs, one thing after another, then says what exactly will happen, for how long and at what
 * risk, and does it. Open while there is an intent.
 */
export function ActionDialog({ intent, onClose }: { intent: Intent | null; onClose: () => void }) {
  const palette = useView((view) => view.palette);
  const choice = palette.find(({ entry }) => entry.kind === intent?.action);
  const form = useId();
  return (
    <Dialog
      open={choice !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={choice?.entry.label ?? ""}
      description={choice?.entry.does}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} kind={choice?.entry.risk === "high" ? "danger" : "primary"}>
            {choice?.entry.label}
          </Button>
        </>
      }
    >
      {intent !== null && choice !== undefined && (
        <ActionForm id={form} choice={choice} preset={intent} onDone={onClose} />
      )}
    </Dialog>
  );
}

function ActionForm({
  id,
  choice,
  preset,
  onDone,
}: {
  id: string;
  choice: PaletteEntry;
  preset: Intent;
  onDone: () => void;
}) {
  const { entry } = choice;
  const { give, refusal, forget } = useCommand();
  const [entries, setEntries] = useState<Entries>(() => entriesOf(entry, preset));
  const [tried, setTried] = useState(false);
  const request = requestOf(entry, entries);
  // One step after another: what comes next can be filled in when what it depends on is there.
  const reached = entry.params.findIndex((param) => !isGiven(param, entries) && param.optional !== true);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (request === null || !(await give({ kind: "act", args: request }))) return;
    toast({ title: `${entry.label}: under way`, detail: "Progress is shown under In progress." });
    onDone();
  };

  return (
    <form id={id} onSubmit={(event) => void submit(event)} className={css.form} noValidate>
      {entry.params.map((param, index) => (
        <Step
          key={param.field}
          param={param}
          number={index + 1}
          choices={offered(param, choice.choices[param.field] ?? [], entries)}
          text={entries[param.field] ?? ""}
          disabled={reached >= 0 && index > reached}
          wrong={tried}
          onChange={(text) => {
            forget();
            setEntries({ ...entries, [param.field]: text });
          }}
        />
      ))}
      <Confirmation choice={choice} request={request} />
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </form>
  );
}

/** Of many pods only those of the node and region chosen before; their names begin with both. */
function offered(param: Param, choices: PaletteEntry["choices"][string], { node, region }: Entries) {
  if (param.kind !== "pod" || !node) return choices;
  const prefix = !region || region === "all" ? `${node}-` : `${node}-${region}-`;
  return choices.filter(({ value }) => value.startsWith(prefix));
}

function Step({
  param,
  number,
  choices,
  text,
  disabled,
  wrong,
  onChange,
}: {
  param: Param;
  number: number;
  choices: PaletteEntry["choices"][string];
  text: string;
  disabled: boolean;
  /** Whether to say what is missing. */
  wrong: boolean;
  onChange: (text: string) => void;
}) {
  const label = `${number}. ${param.label}`;
  const missing = wrong && !disabled && text.trim() === "" && param.optional !== true;
  if (choices.length > 0) {
    // Leaving out an optional choice is the same as choosing all of it.
    const whole = choices.find(({ value }) => value === "all");
    const nothing = { value: "", label: param.optional ? (whole?.label ?? "All of them") : "Choose…" };
    return (
      <Select
        label={label}
        value={text}
        disabled={disabled}
        options={param.optional ? [nothing, ...choices.filter((choice) => choice !== whole)] : [nothing, ...choices]}
        error={missing ? "Choose one." : undefined}
        onChange={onChange}
      />
    );
  }
  const problem = isNumber(param) && text.trim() !== "" ? numberProblem(param, text) : null;
  return (
    <TextField
      label={param.kind === "share" ? `${label} (%)` : label}
      value={text}
      disabled={disabled}
      inputMode={isNumber(param) ? "decimal" : "text"}
      mono={param.kind === "text"}
      autoComplete="off"
      hint={param.optional ? "May be left empty." : undefined}
      error={problem ?? (missing ? "Fill this in." : undefined)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What exactly will happen. Asked again as the world moves on: what was possible may be no longer. */
function Confirmation({ choice: { entry }, request }: { choice: PaletteEntry; request: ActRequest | null }) {
  const view = useView((each) => each);
  const estimate = view.estimate(request ?? { action: entry.kind });
  const risk = RISK_WORDS[entry.risk];
  // What was typed goes there letter by letter, so it is read once more.
  const typed = entry.params.flatMap(({ kind, field }) =>
    kind === "text" && request?.[field] ? [request[field]] : [],
  );
  return (
    <section aria-label="What will happen" className={css.confirmation}>
      {request === null ? (
        <p className="muted">Fill in what is missing to see what exactly will happen.</p>
      ) : estimate.refusal !== null ? (
        <Callout tone="warn" title={`Not possible now: ${estimate.refusal.text}`}>
          {estimate.refusal.expected !== undefined && <p>Possible: {estimate.refusal.expected}.</p>}
        </Callout>
      ) : (
        <p className={css.sentence}>
          {estimate.note}
          {typed.map((value) => `: “${value}”`)}.
        </p>
      )}
      <KeyValue
        pairs={[
          {
            key: "Takes",
            value: `about ${duration(estimate.seconds)}, until about ${clock(view.clock + estimate.seconds)}`,
          },
          {
            key: "Risks",
            value: (
              <>
                <Status tone={risk.tone}>{risk.label}</Status> {entry.riskNote}
              </>
            ),
          },
          { key: "Undo", value: entry.undo ?? "It cannot be undone." },
        ]}
      />
    </section>
  );
}
