import { type FormEvent, useState } from "react";
import { useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import { useFreshId } from "../../team/folded";
import { rolesText } from "../../team/roles";
import css from "./team.module.css";

/** To whom, what, and how long they have. */
export function AssignForm({ onClose }: { onClose: () => void }) {
  const seats = useTeamView((team) => team.seats);
  const fresh = useFreshId();
  const { give, busy, refusal } = useCommand();
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState("10");
  const [tried, setTried] = useState(false);
  const players = seats.filter(
    ({ isHere, roles }) => isHere && roles.some((role) => role !== "facilitator" && role !== "observer"),
  );
  const length = minutes.trim() === "" ? null : Number(minutes);
  const isLength = length === null || (Number.isFinite(length) && length > 0 && length <= 1440);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to === "" || text.trim() === "" || !isLength) return;
    const args = { do: "assign", task: fresh("task"), to, text: text.trim(), minutes: length } as const;
    if (!(await give({ kind: "team", args }))) return;
    announce(`${players.find(({ id }) => id === to)?.name ?? "They"} is asked.`);
    onClose();
  };
  return (
    <form className={css.form} noValidate aria-label="Give a task" onSubmit={(event) => void submit(event)}>
      <TextField
        label="What to do"
        value={text}
        maxLength={500}
        autoComplete="off"
        autoFocus
        error={tried && text.trim() === "" ? "Say what to do." : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={css.pair}>
        <Select
          label="Who"
          value={to}
          options={[
            { value: "", label: "Choose…" },
            ...players.map((seat) => ({ value: seat.id, label: `${seat.name}, ${rolesText(seat)}` })),
          ]}
          error={tried && to === "" ? "Choose somebody." : undefined}
          onChange={setTo}
        />
        <TextField
          label="Minutes"
          inputMode="numeric"
          value={minutes}
          error={isLength ? undefined : "A number of minutes, or nothing."}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </div>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      <div className={css.buttons}>
        <Button type="submit" kind="primary" busy={busy}>
          Give it
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </div>
    </form>
  );
}
