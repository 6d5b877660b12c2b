import { useState } from "react";
import { briefing } from "#modes/gameday/briefing";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Callout } from "../../kit/State";
import { useLive } from "../../live";
import { useTeamView } from "../../team/context";
import { useFolded } from "../../team/folded";
import css from "./team.module.css";

/** Seats that have been told what happened before they came, in this window. */
const told = new Set<string>();

/** What happened so far, in a few lines: shown by itself to who came late, and to everybody at a press. */
export function Briefing() {
  const seat = useTeamView((team) => team.seat);
  const isLate = useFolded((room) => room.late.includes(room.seats.find(({ id }) => id === seat)?.id ?? ""));
  const [isOpen, setOpen] = useState(false);
  const [, setTold] = useState(0);
  const close = () => {
    told.add(seat);
    setTold(told.size);
    setOpen(false);
  };
  return (
    <div className={css.brief}>
      {isLate && !told.has(seat) && (
        <Callout
          tone="info"
          title="You came when it was under way"
          action={
            <>
              <Button onClick={close}>I know</Button>
              <Button kind="primary" onClick={() => setOpen(true)}>
                What happened
              </Button>
            </>
          }
        />
      )}
      {(!isLate || told.has(seat)) && (
        <div className={css.buttons}>
          <Button kind="quiet" onClick={() => setOpen(true)}>
            What happened so far
          </Button>
        </div>
      )}
      <Dialog open={isOpen} onOpenChange={(open) => !open && close()} title="What happened so far" side>
        {isOpen && <Told />}
      </Dialog>
    </div>
  );
}

function Told() {
  const view = useLive((state) => state.view);
  const room = useFolded((each) => each);
  if (view === null) return null;
  return (
    <div className={css.brief}>
      {briefing(room, view).sections.map(({ title, lines }) => (
        <section key={title}>
          <h3>{title}</h3>
          <ul>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              <li key={index}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
