import { type FormEvent, useState } from "react";
import { useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { formatClock } from "../../kit/format";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useFreshId } from "../../team/folded";
import { useStartsAt } from "../../who";
import { secondOf } from "./lines";
import css from "./timeline.module.css";

/** A new line: it is about the second at which somebody began to type, unless another time is said. */
export function EntryForm() {
  const fresh = useFreshId();
  const now = useView((view) => view.now);
  const startsAt = useStartsAt();
  const { give, busy, refusal } = useCommand();
  const [text, setText] = useState("");
  const [begun, setBegun] = useState<number | null>(null);
  const [time, setTime] = useState<string | null>(null);
  const at = begun ?? now;
  const second = time === null ? at : secondOf(time, startsAt, now);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || second === null) return;
    const args = { do: "entry", entry: fresh("entry"), at: second, text: text.trim() } as const;
    if (!(await give({ kind: "team", args }))) return;
    announce("Written down.");
    setText("");
    setBegun(null);
    setTime(null);
  };
  return (
    <form className={css.entry} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label="At"
        hideLabel
        value={time ?? formatClock(startsAt + at)}
        inputMode="numeric"
        className={css.time}
        error={second === null ? "As 14:32 or 14:32:05." : undefined}
        onChange={(event) => setTime(event.target.value)}
      />
      <TextField
        id="timeline-entry"
        label="What happened, was decided or was said"
        hideLabel
        placeholder="What happened, was decided or was said…"
        value={text}
        maxLength={2000}
        autoComplete="off"
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          setBegun(typed === "" ? null : (begun ?? now));
        }}
      />
      <Button type="submit" kind="primary" busy={busy}>
        Write
      </Button>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </form>
  );
}
