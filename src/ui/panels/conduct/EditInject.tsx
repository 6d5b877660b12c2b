import { useState } from "react";
import type { PlannedInject } from "#domain/exercise";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Callout } from "../../kit/State";
import { useServices } from "../../services";
import { useTeamView } from "../../team/context";
import { useFolded } from "../../team/folded";
import { InjectForm } from "../../team/injects/InjectForm";
import { problemsOf } from "../../team/injects/words";
import { useScene } from "./store";

/**
 * An inject while it is written. It goes into the queue as a whole: with the clock running, one whose time is half typed must not
 * happen.
 */
export function EditInject({
  inject: first,
  isTold,
  isNew,
  onClose,
  onSave,
}: {
  inject: PlannedInject;
  /** Whether the incident is only told. */
  isTold: boolean;
  isNew: boolean;
  onClose: () => void;
  onSave: (inject: PlannedInject) => void;
}) {
  const { clock } = useServices();
  const scene = useScene();
  const seats = useTeamView((team) => team.seats);
  const happened = useFolded((room) => room.injects.some(({ id }) => id === first.id));
  const [inject, setInject] = useState(first);
  const [tried, setTried] = useState(false);
  const problems = problemsOf(inject);
  const save = () => {
    setTried(true);
    if (problems.length === 0) onSave(inject);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      side
      title={isNew ? "A new inject" : first.title}
      description="It is in the queue once you save it."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" onClick={save}>
            {isNew ? "Put it in the queue" : "Save"}
          </Button>
        </>
      }
    >
      {happened && (
        <Callout tone="warn" title="It happened meanwhile">
          What you change here is only what is expected of the team.
        </Callout>
      )}
      {tried && problems.length > 0 && <Callout tone="bad" title={problems.join(" ")} />}
      <InjectForm
        inject={inject}
        scene={scene}
        isTold={isTold}
        seats={seats.filter(({ roles }) => !roles.includes("facilitator"))}
        newId={() => clock.id()}
        onChange={setInject}
      />
    </Dialog>
  );
}
