import { type FormEvent, useState } from "react";
import { useCommand } from "../../../command";
import { Button } from "../../../kit/Button";
import { TextField } from "../../../kit/Field";
import { RefusalNote } from "../../../RefusalNote";
import { useActing, useOpenRoom, useTeam } from "../../../team/context";
import { useFreshId } from "../../../team/folded";
import { readMyName, writeMyName } from "../../../team/my-name";
import { SeatSwitch } from "../../../team/SeatSwitch";
import css from "./after.module.css";

/** Whose words one writes; who has no seat in this window takes one to write at all. */
export function Seat() {
  const me = useActing();
  const device = useTeam((team) => team.device);
  if (device === null) return null;
  return me === null ? (
    <Join />
  ) : (
    <p className={css.quiet} data-print="hide">
      You write as <SeatSwitch />
    </p>
  );
}

function Join() {
  const { session } = useOpenRoom();
  const fresh = useFreshId();
  const { give, busy, refusal } = useCommand();
  const [name, setName] = useState(readMyName);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    writeMyName(name.trim());
    const seat = fresh("seat");
    const args = { do: "join", seat, name: name.trim(), roles: [], services: [] } as const;
    if (await give({ kind: "team", args })) session.actAs(seat);
  };
  return (
    <form className={css.join} noValidate data-print="hide" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Your name, to write here"
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" kind="primary" busy={busy}>
        Take a seat
      </Button>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </form>
  );
}
