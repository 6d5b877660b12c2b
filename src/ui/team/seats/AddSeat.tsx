import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { Seat } from "#domain/team";
import { Button } from "../../kit/Button";
import { useServices } from "../../services";
import { SeatDialog } from "./SeatDialog";

/** Somebody around the same screen, who has no device of their own here. */
export function AddSeat() {
  const { clock } = useServices();
  const [seat, setSeat] = useState<Seat | null>(null);
  const begin = () =>
    setSeat({
      id: `seat-${clock.id().slice(0, 8)}`,
      name: "",
      device: null,
      roles: [],
      services: [],
      isReady: true,
      isHere: true,
    });
  return (
    <>
      <Button icon={<UserPlus />} onClick={begin}>
        Add somebody in the room
      </Button>
      {seat !== null && <SeatDialog seat={seat} isNew onClose={() => setSeat(null)} />}
    </>
  );
}
