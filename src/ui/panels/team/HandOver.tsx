import { type FormEvent, useId, useState } from "react";
import type { Seat, TeamRole } from "#domain/team";
import { checklistOf } from "#modes/gameday/checklists";
import { useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import { Checkbox } from "../../kit/Toggle";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import { ROLE_WORDS, rolesText } from "../../team/roles";
import css from "./team.module.css";

/** A role that is to go from a seat to another. */
export interface Handing {
  readonly role: TeamRole;
  readonly from: Seat;
}

/** Hands a role over: to whom, and what was gone through with them. What is not ticked is recorded as left out. */
export function HandOver({ handing: { role, from }, onClose }: { handing: Handing; onClose: () => void }) {
  const seats = useTeamView((team) => team.seats);
  const form = useId();
  const { give, busy, refusal } = useCommand();
  const [to, setTo] = useState("");
  const [checked, setChecked] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const points = checklistOf(role);
  const left = points.length - checked.length;
  const others = seats.filter((seat) => seat.id !== from.id && seat.isHere && !seat.roles.includes(role));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to === "") return;
    const args = { do: "handover", role, from: from.id, to, checked, text: text.trim() } as const;
    if (!(await give({ kind: "team", args }))) return;
    announce(`${others.find(({ id }) => id === to)?.name ?? "They"} has the role from now on.`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Hand over: ${ROLE_WORDS[role].label.toLowerCase()}`}
      description={`${from.name} has it. Go through the list together; it is recorded with what was left out.`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form={form} kind="primary" busy={busy}>
            {left === 0 ? "Hand over" : `Hand over, ${left} left out`}
          </Button>
        </>
      }
    >
      <form id={form} noValidate className={css.dialogForm} onSubmit={(event) => void submit(event)}>
        <Select
          label="To whom"
          value={to}
          options={[
            { value: "", label: "Choose…" },
            ...others.map((seat) => ({ value: seat.id, label: `${seat.name}, ${rolesText(seat)}` })),
          ]}
          error={tried && to === "" ? "Choose somebody who is here." : undefined}
          onChange={setTo}
        />
        <fieldset className={css.checks}>
          <legend>Gone through</legend>
          {points.map((point) => (
            <Checkbox
              key={point.id}
              checked={checked.includes(point.id)}
              onChange={(on) => setChecked(on ? [...checked, point.id] : checked.filter((id) => id !== point.id))}
              label={point.text}
            />
          ))}
        </fieldset>
        <TextField
          label="A word for the record"
          hint="May be left empty."
          value={text}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        {refusal !== null && <RefusalNote refusal={refusal} />}
      </form>
    </Dialog>
  );
}
