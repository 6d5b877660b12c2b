import { useState } from "react";
import type { Seat } from "#domain/team";
import { Button } from "../../../kit/Button";
import { Badge, Status } from "../../../kit/Sign";
import { useView } from "../../../live";
import { useTeam } from "../../../team/context";
import { rolesText } from "../../../team/roles";
import { SeatDialog } from "../../../team/seats/SeatDialog";
import css from "./room.module.css";

/** A participant: name, roles, services, whether they are connected and ready. */
export function SeatRow({ seat, canChange }: { seat: Seat; canChange: boolean }) {
  const [isChanging, setChanging] = useState(false);
  const nodes = useView((view) => view.system.nodes);
  const own = useTeam((team) => team.device);
  const presence = useTeam((team) => team.presence);
  const isConnected = seat.device === own || presence.some(({ device }) => device === seat.device);
  const services = seat.services.map((id) => nodes.find((node) => node.id === id)?.label ?? id);
  return (
    <li className={css.seat}>
      <strong className={css.seatName}>{seat.name}</strong>
      <span className={css.seatRoles}>
        {rolesText(seat)}
        {services.length > 0 && <span className={css.quiet}> · {services.join(", ")}</span>}
      </span>
      <span className={css.seatSigns}>
        {seat.device === null ? <Badge>in the room</Badge> : !isConnected && <Status tone="warn">not connected</Status>}
        {!seat.roles.includes("facilitator") && (
          <Status tone={seat.isReady ? "good" : "neutral"}>{seat.isReady ? "ready" : "not ready"}</Status>
        )}
        {canChange && (
          <Button kind="quiet" aria-label={`Change ${seat.name}'s seat`} onClick={() => setChanging(true)}>
            Change
          </Button>
        )}
      </span>
      {isChanging && <SeatDialog seat={seat} onClose={() => setChanging(false)} />}
    </li>
  );
}
