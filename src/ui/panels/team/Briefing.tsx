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

/** For who came late: what happened so far, before anything else. Nothing for the others. */
export function LateBriefing() {
  const seat = useTeamView((team) => team.seat);
  const isLate = useFolded((room) => room.late.includes(seat));
  const [, setTold] = useState(0);
  const [isOpen, setOpen] = useState(false);
  if (!isLate || told.has(seat)) return null;
  const close = () => {
    told.add(seat);
    setTold(told.size);
    setOpen(false);
  };
  return (
    <div className={css.late}>
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
      <BriefingDialog open={isOpen} onClose={close} />
    </div>
  );
}

/** The same for everybody, at a press. */
export function BriefingButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        What happened so far
      </Button>
      <BriefingDialog open={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function BriefingDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onOpenChange={(isOpen) => !isOpen && onClose()} title="What happened so far" side>
      {open && <Told />}
    </Dialog>
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
