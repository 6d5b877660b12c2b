import { type FormEvent, useState } from "react";
import { MEASURES, type Measure } from "#domain/commands";
import type { View } from "#domain/view";
import { useCanDo, useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { EmptyState } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { MEASURE_WORDS, nameOf } from "../../words";
import css from "./notebook.module.css";

type Followup = View["followups"][number];

/** What is to be done afterwards so that it does not come back, each with an owner and a date. */
export function Followups() {
  const followups = useView((view) => view.followups);
  const nodes = useView((view) => view.system.nodes);
  const people = useView((view) => view.people);
  const columns: readonly Column<Followup>[] = [
    {
      id: "measure",
      header: "Measure",
      cell: ({ measure, text }) => (
        <>
          {MEASURE_WORDS[measure]}
          {text !== "" && <span className={css.meta}> {text}</span>}
        </>
      ),
    },
    { id: "node", header: "Service", cell: ({ node }) => nameOf(nodes, node) },
    { id: "owner", header: "Owner", cell: ({ owner }) => nameOf(people, owner) },
    { id: "days", header: "Within", align: "end", cell: ({ days }) => `${days} ${days === 1 ? "day" : "days"}` },
  ];
  return (
    <div className={css.columns}>
      <FollowupForm />
      <Panel title={`Follow-ups (${followups.length})`} flush>
        <Table
          label="Follow-ups"
          columns={columns}
          rows={followups}
          rowId={({ measure, node }) => `${measure} ${node}`}
          empty={<EmptyState title="None yet">They may be written down at any time, best before closing.</EmptyState>}
        />
      </Panel>
    </div>
  );
}

function FollowupForm() {
  const nodes = useView((view) => view.system.nodes);
  const people = useView((view) => view.people);
  const canPlay = useCanDo("followup");
  const { give, busy, refusal } = useCommand();
  const [measure, setMeasure] = useState<Measure | "">("");
  const [node, setNode] = useState("");
  const [owner, setOwner] = useState("");
  const [days, setDays] = useState("7");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const within = Number(days);
  const isWithin = days.trim() !== "" && Number.isInteger(within) && within > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (measure === "" || node === "" || owner === "" || !isWithin) return;
    const args = { measure, node, owner, days: within, text: text.trim() };
    if (!(await give({ kind: "followup", args }))) return;
    setMeasure("");
    setText("");
    setTried(false);
  };
  return (
    <Panel title="Add a follow-up">
      <form className={css.form} noValidate onSubmit={(event) => void submit(event)}>
        <Select
          label="Measure"
          value={measure}
          options={[
            { value: "" as const, label: "Choose…" },
            ...MEASURES.map((value) => ({ value, label: MEASURE_WORDS[value] })),
          ]}
          error={tried && measure === "" ? "Choose one." : undefined}
          onChange={setMeasure}
        />
        <Select
          label="Service"
          value={node}
          options={[{ value: "", label: "Choose…" }, ...nodes.map(({ id, label }) => ({ value: id, label }))]}
          error={tried && node === "" ? "Choose one." : undefined}
          onChange={setNode}
        />
        <Select
          label="Owner"
          value={owner}
          options={[{ value: "", label: "Choose…" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
          error={tried && owner === "" ? "Choose somebody: what nobody owns is not done." : undefined}
          onChange={setOwner}
        />
        <TextField
          label="Within (days)"
          inputMode="numeric"
          value={days}
          error={isWithin ? undefined : "A whole number of days, 1 or more."}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextField
          label="Details"
          hint="May be left empty."
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {refusal !== null && <RefusalNote refusal={refusal} />}
        <div>
          <Button type="submit" kind="primary" busy={busy} disabled={!canPlay}>
            Add
          </Button>
        </div>
      </form>
    </Panel>
  );
}
