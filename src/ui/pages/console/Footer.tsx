import { Command } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useCanDo } from "../../command";
import { consoleStore, openPanel } from "../../console-state";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { useSend, useView } from "../../live";
import { useOpens } from "../../panels-open";
import css from "./console.module.css";

/** Everything by name, a note at any moment for those who take notes, and what one believes so far. */
export function Footer() {
  const takesNotes = useView(({ team }) => team === null || team.may.includes("note"));
  const hasNotebook = useOpens("notebook");
  return (
    <div className={css.foot}>
      <Button kind="quiet" keys="mod+k" icon={<Command />} onClick={() => consoleStore.setState({ palette: true })}>
        Do something…
      </Button>
      {takesNotes && <QuickNote />}
      {hasNotebook && <Hypotheses />}
    </div>
  );
}

function QuickNote() {
  const send = useSend();
  const [text, setText] = useState("");
  const canPlay = useCanDo("note");
  const notes = useView((view) => view.notes.length);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const note = text.trim();
    if (note === "") return;
    setText("");
    // A note that was not taken comes back to be tried again.
    if ((await send({ kind: "note", args: { text: note } })) !== null) setText((now) => (now === "" ? note : now));
  };
  return (
    <form onSubmit={(event) => void submit(event)} className={css.note}>
      <TextField
        label="Note to yourself"
        hideLabel
        id="quick-note"
        placeholder={notes === 0 ? "Note what you see…" : `Note what you see… (${notes} so far)`}
        value={text}
        disabled={!canPlay}
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

function Hypotheses() {
  const hypotheses = useView((view) => view.hypotheses);
  const open = hypotheses.filter(({ state }) => state !== "rejected");
  const best = open.find(({ state }) => state === "favoured") ?? open[0];
  return (
    <Button kind="quiet" onClick={() => openPanel("notebook")} className={css.hypotheses}>
      <span className={css.quiet}>hypotheses</span>
      <span className={css.ellipsis}>
        {best === undefined
          ? hypotheses.length === 0
            ? "(none yet)"
            : "(all rejected)"
          : `${best.text === "" ? best.node : best.text}${open.length > 1 ? ` +${open.length - 1}` : ""}`}
      </span>
    </Button>
  );
}
