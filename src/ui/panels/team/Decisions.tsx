import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { useFocusBack } from "../../kit/focus-back";
import { useHotkeys } from "../../kit/hotkeys";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import { useFolded, useFreshId, useSeatName } from "../../team/folded";
import { Part } from "../../team/Part";
import { UpTo } from "../../team/UpTo";
import { useStartsAt, useWho } from "../../who";
import css from "./team.module.css";

/** What was decided, newest first: what, why, and who carries it out. */
export function Decisions() {
  const decisions = useFolded((room) => room.decisions);
  const nameOf = useSeatName();
  const who = useWho();
  const startsAt = useStartsAt();
  const may = useCanDo("team.decide");
  const [isDeciding, setDeciding] = useState(false);
  const opener = useFocusBack<HTMLButtonElement>(isDeciding);
  useHotkeys([{ keys: "shift+d", label: "Write down a decision", group: "Team", run: () => setDeciding(true) }], {
    enabled: may,
  });
  return (
    <Part
      title="Decided"
      count={decisions.length}
      actions={
        may &&
        !isDeciding && (
          <Button ref={opener} kind="quiet" keys="shift+d" icon={<Plus />} onClick={() => setDeciding(true)}>
            Decide
          </Button>
        )
      }
    >
      {isDeciding && may && <DecisionForm onClose={() => setDeciding(false)} />}
      <UpTo right="team.decide">Deciding</UpTo>
      {decisions.length === 0 && isDeciding ? null : decisions.length === 0 ? (
        <p className={css.quiet}>Nothing yet.</p>
      ) : (
        <ul className={css.rows}>
          {[...decisions].reverse().map((decision) => (
            <li key={decision.id} className={css.row}>
              <p className={css.words}>{decision.text}</p>
              <p className={css.meta}>
                <Timestamp second={decision.at} startsAt={startsAt} withSeconds={false} /> {nameOf(decision.decidedBy)}
                {decision.by !== "" && ` · carried out by ${who(decision.by)}`}
                {decision.why !== "" && ` · because ${decision.why}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function DecisionForm({ onClose }: { onClose: () => void }) {
  const fresh = useFreshId();
  const seats = useTeamView((team) => team.seats);
  const people = useView((view) => view.people);
  const { give, busy, refusal } = useCommand();
  const [text, setText] = useState("");
  const [why, setWhy] = useState("");
  const [by, setBy] = useState("");
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return;
    const args = {
      do: "decide",
      decision: fresh("decision"),
      text: text.trim(),
      why: why.trim(),
      by,
    } as const;
    if (!(await give({ kind: "team", args }))) return;
    announce("The decision is written down.");
    onClose();
  };
  return (
    <form className={css.form} noValidate aria-label="Decide" onSubmit={(event) => void submit(event)}>
      <TextField
        label="What is decided"
        value={text}
        maxLength={1000}
        autoComplete="off"
        autoFocus
        error={tried && text.trim() === "" ? "Say what is decided." : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        label="Why"
        value={why}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => setWhy(event.target.value)}
      />
      <Select
        label="Who carries it out"
        value={by}
        options={[
          { value: "", label: "Nobody named" },
          ...seats.filter(({ isHere }) => isHere).map(({ id, name }) => ({ value: id, label: name })),
          ...people.map(({ id, name, role }) => ({ value: id, label: `${name}, ${role}` })),
        ]}
        onChange={setBy}
      />
      {refusal !== null && <RefusalNote refusal={refusal} />}
      <div className={css.buttons}>
        <Button type="submit" kind="primary" busy={busy}>
          Decide
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </div>
    </form>
  );
}
