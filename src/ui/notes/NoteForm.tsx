import { type FormEvent, useState } from "react";
import type { Second } from "#domain/ids";
import { offset } from "#lib/format";
import { Button } from "../kit/Button";
import { Select, TextArea, TextField } from "../kit/Field";
import css from "./notes.module.css";
import { type Notes, storedAuthor } from "./useNotes";

/** As long as a run file may hold. */
const MAX_TEXT = 4000;
const MAX_AUTHOR = 80;

/** Writes a note: on `second` or on the whole run, by choice where there is a second. */
export function NoteForm({ notes, second }: { notes: Notes; second: Second | null }) {
  const [text, setText] = useState("");
  const [author, setAuthor] = useState(storedAuthor);
  const [about, setAbout] = useState<"second" | "run">(second === null ? "run" : "second");
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === "" || busy) return;
    setBusy(true);
    const written = await notes.add(said, about === "second" ? second : null, author.trim());
    setBusy(false);
    if (written) setText("");
  };
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)}>
      <TextArea
        label="Note"
        value={text}
        maxLength={MAX_TEXT}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className={css.fields}>
        {second !== null && (
          <Select
            label="About"
            value={about}
            onChange={setAbout}
            options={[
              { value: "second", label: `This second, ${offset(second)}` },
              { value: "run", label: "The whole run" },
            ]}
          />
        )}
        <TextField
          label="Your name"
          value={author}
          maxLength={MAX_AUTHOR}
          onChange={(event) => setAuthor(event.target.value)}
        />
        <Button type="submit" kind="primary" busy={busy} aria-disabled={text.trim() === ""}>
          Write it down
        </Button>
      </div>
    </form>
  );
}
