import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { Seat, TeamRole } from "#domain/team";
import { Button } from "../../kit/Button";
import { useServices } from "../../services";
import { SeatDialog } from "./SeatDialog";

/** Somebody around the same screen, who has no device of their own here. `role`: the one that is suggested. */
export function AddSeat({ role = null }: { role?: TeamRole | null }) {
  const { clock } = useServices();
  const [seat, setSeat] = useState<Seat | null>(null);
  const begin = () =>
    setSeat({
      id: `seat-${clock.id().slice(0, 8)}`,
      name: "",
      device: null,
      roles: role === null ? [] : [role],
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
