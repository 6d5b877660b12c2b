import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { TOP_GAPS } from "#modes/gameday/report";
import type { Gap } from "#modes/gameday/room";
import { useCommand } from "../../../command";
import { announce } from "../../../kit/announce";
import { Button } from "../../../kit/Button";
import { TextField } from "../../../kit/Field";
import { Status } from "../../../kit/Sign";
import { RefusalNote } from "../../../RefusalNote";
import { useFolded, useFreshId } from "../../../team/folded";
import { useMayStill } from "../../../team/may";
import css from "./after.module.css";

/** What the exercise has shown to be missing: three are begun with, each with an owner and a date. */
export function Gaps() {
  const gaps = useFolded((room) => room.gaps);
  const may = useMayStill("team.gap");
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <div className={css.gaps}>
      {gaps.length === 0 ? (
        <p className={css.quiet}>None is named yet. Name three at most to begin with: more are not closed.</p>
      ) : (
        <ol className={css.gapList}>
          {gaps.map((gap, index) => (
            <li key={gap.id} data-top={index < TOP_GAPS || undefined}>
              {edited === gap.id ? (
                <GapForm gap={gap} onClose={() => setEdited(null)} />
              ) : (
                <GapLine gap={gap} may={may} onEdit={() => setEdited(gap.id)} />
              )}
            </li>
          ))}
        </ol>
      )}
      {may && edited === "new" && <GapForm gap={null} onClose={() => setEdited(null)} />}
      {may && edited !== "new" && (
        <div data-print="hide">
          <Button icon={<Plus />} onClick={() => setEdited("new")}>
            Name a gap
          </Button>
        </div>
      )}
    </div>
  );
}

function GapLine({ gap, may, onEdit }: { gap: Gap; may: boolean; onEdit: () => void }) {
  const { give, busy, refusal } = useCommand();
  const away = () => void give({ kind: "team", args: { do: "gap", gap: gap.id, text: "", owner: "", due: "" } });
  return (
    <>
      <p>{gap.text}</p>
      <p className={css.meta}>
        {gap.owner === "" ? <Status tone="warn">nobody owns it</Status> : <span>{gap.owner}</span>}
        {gap.due === "" ? <Status tone="warn">no date</Status> : <span>until {gap.due}</span>}
        {may && (
          <span className={css.end} data-print="hide">
            <Button kind="quiet" aria-label={`Change: ${gap.text}`} onClick={onEdit}>
              Change
            </Button>
            <Button kind="quiet" busy={busy} aria-label={`Take away: ${gap.text}`} onClick={away}>
              Take away
            </Button>
          </span>
        )}
      </p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </>
  );
}

function GapForm({ gap, onClose }: { gap: Gap | null; onClose: () => void }) {
  const fresh = useFreshId();
  const { give, busy, refusal } = useCommand();
  const [text, setText] = useState(gap?.text ?? "");
  const [owner, setOwner] = useState(gap?.owner ?? "");
  const [due, setDue] = useState(gap?.due ?? "");
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return;
    const args = { do: "gap", gap: gap?.id ?? fresh("gap"), text: text.trim(), owner: owner.trim(), due } as const;
    if (!(await give({ kind: "team", args }))) return;
    announce("Written down.");
    onClose();
  };
  return (
    <form className={css.gapForm} noValidate aria-label="A gap" onSubmit={(event) => void submit(event)}>
      <TextField
        label="What is missing"
        value={text}
        maxLength={1000}
        autoComplete="off"
        autoFocus
        error={tried && text.trim() === "" ? "Say what is missing." : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        label="Who closes it"
        value={owner}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setOwner(event.target.value)}
      />
      <TextField label="By when" type="date" value={due} onChange={(event) => setDue(event.target.value)} />
      <span className={css.formEnd}>
        <Button type="submit" kind="primary" busy={busy}>
          Write it down
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </span>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </form>
  );
}
