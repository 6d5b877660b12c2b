import { type FormEvent, useId, useState } from "react";
import { MECHANISMS, type Mechanism } from "#domain/commands";
import type { HypothesisView } from "#domain/view";
import { useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextArea } from "../../kit/Field";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { MECHANISM_WORDS } from "../../words";
import { freshId } from "./evidence";
import css from "./notebook.module.css";

/** Writes down a hypothesis, or revises one: what kind of cause, where, and in one's own words. */
export function HypothesisDialog({ edited, onClose }: { edited: HypothesisView | "new" | null; onClose: () => void }) {
  const form = useId();
  return (
    <Dialog
      open={edited !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={edited === "new" ? "New hypothesis" : "Revise the hypothesis"}
      description="What kind of cause, at which service, and in which region if it is about one."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} kind="primary">
            Write down
          </Button>
        </>
      }
    >
      {edited !== null && <HypothesisForm id={form} edited={edited === "new" ? null : edited} onDone={onClose} />}
    </Dialog>
  );
}

function HypothesisForm({ id, edited, onDone }: { id: string; edited: HypothesisView | null; onDone: () => void }) {
  const hypotheses = useView((view) => view.hypotheses);
  const system = useView((view) => view.system);
  const { give, refusal } = useCommand();
  const [mechanism, setMechanism] = useState<Mechanism | "">(edited?.mechanism ?? "");
  const [node, setNode] = useState(edited?.node ?? "");
  const [region, setRegion] = useState(edited?.region ?? "");
  const [text, setText] = useState(edited?.text ?? "");
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (mechanism === "" || node === "") return;
    const args = {
      id: edited?.id ?? freshId(hypotheses),
      mechanism,
      node,
      region: region === "" ? null : region,
      text: text.trim(),
      state: edited?.state ?? "open",
    } as const;
    if (await give({ kind: "hypothesis", args })) onDone();
  };
  return (
    <form id={id} className={css.form} noValidate onSubmit={(event) => void submit(event)}>
      <Select
        label="Kind of cause"
        value={mechanism}
        options={[
          { value: "" as const, label: "Choose…" },
          ...MECHANISMS.map((value) => ({ value, label: MECHANISM_WORDS[value] })),
        ]}
        error={tried && mechanism === "" ? "Choose one." : undefined}
        onChange={setMechanism}
      />
      <Select
        label="Service"
        value={node}
        options={[{ value: "", label: "Choose…" }, ...system.nodes.map(({ id: value, label }) => ({ value, label }))]}
        error={tried && node === "" ? "Choose one." : undefined}
        onChange={setNode}
      />
      <Select
        label="Region"
        value={region}
        options={[
          { value: "", label: "Not about one region" },
          ...system.regions.map(({ id: value, label }) => ({ value, label: `${value}: ${label}` })),
        ]}
        onChange={setRegion}
      />
      <TextArea
        label="In your words"
        hint="May be left empty."
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </form>
  );
}
