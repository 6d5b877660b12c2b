import { type FormEvent, useId, useState } from "react";
import type { Seat } from "#domain/team";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { NumberField } from "../../team/injects/NumberField";
import { fire } from "./fire";

/** Somebody cannot be reached for a while: they are told so, and see and do nothing. It is an inject like any other. */
export function Unreachable({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const { session } = useOpenRoom();
  const { clock } = useServices();
  const own = useFacilitatorSeat()?.id ?? "";
  const form = useId();
  const [minutes, setMinutes] = useState(10);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const happened = await fire(session, own, {
      id: `away-${clock.id().slice(0, 8)}`,
      title: `${seat.name} cannot be reached`,
      when: { kind: "hand" },
      effects: [{ kind: "unreachable", seat: seat.id, minutes }],
      read: "",
      expectations: [],
      discuss: [],
      card: null,
    });
    if (happened) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={`${seat.name} cannot be reached`}
      description="From now on, for some simulated minutes. The others find out by themselves."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" form={form}>
            From now on
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)}>
        <NumberField label="Minutes" unit="minutes" min={1} max={240} value={minutes} onChange={setMinutes} />
      </form>
    </Dialog>
  );
}
