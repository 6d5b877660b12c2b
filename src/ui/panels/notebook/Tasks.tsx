import { type FormEvent, useState } from "react";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Select, TextArea, TextField } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { UpTo } from "../../team/UpTo";
import { nameOf } from "../../words";
import css from "./notebook.module.css";

/** Gives somebody something to do: a name, a task, a time box. What comes of it is said in the channel. */
export function Tasks() {
  const people = useView((view) => view.people);
  const canPlay = useCanDo("task");
  const { give, busy, refusal } = useCommand();
  const [person, setPerson] = useState("");
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState("10");
  const [tried, setTried] = useState(false);
  const length = minutes.trim() === "" ? null : Number(minutes);
  const isLength = length === null || (Number.isInteger(length) && length > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (person === "" || text.trim() === "" || !isLength) return;
    if (!(await give({ kind: "task", args: { person, text: text.trim(), minutes: length } }))) return;
    announce(`${nameOf(people, person)} has been asked.`);
    setText("");
    setTried(false);
  };
  return (
    <div className={css.columns}>
      <Panel title="Ask somebody">
        <form className={css.form} noValidate onSubmit={(event) => void submit(event)}>
          <Select
            label="Who"
            value={person}
            options={[
              { value: "", label: "Choose…" },
              ...people.map(({ id, name, role }) => ({ value: id, label: `${name}, ${role}` })),
            ]}
            error={tried && person === "" ? "Choose somebody." : undefined}
            onChange={setPerson}
          />
          <TextArea
            label="What to do"
            hint="They do what they understand: say what to look at, and what you want to know."
            value={text}
            error={tried && text.trim() === "" ? "Say what to do." : undefined}
            onChange={(event) => setText(event.target.value)}
          />
          <TextField
            label="Time box (minutes)"
            hint="Empty: none."
            inputMode="numeric"
            value={minutes}
            error={isLength ? undefined : "A whole number of minutes, or nothing."}
            onChange={(event) => setMinutes(event.target.value)}
          />
          {refusal !== null && <RefusalNote refusal={refusal} />}
          <UpTo right="task">Asking them</UpTo>
          <div>
            <Button type="submit" kind="primary" busy={busy} disabled={!canPlay}>
              Ask
            </Button>
          </div>
        </form>
      </Panel>
      <Panel title="Who is here" flush>
        <ul className={css.rows}>
          {people.map(({ id, name, role }) => (
            <li key={id} className={css.row}>
              <span>
                <strong>{name}</strong> <span className="muted">{role}</span>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
