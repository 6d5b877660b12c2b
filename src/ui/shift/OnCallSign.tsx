import { useEffect, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import type { Shift } from "#domain/documents";
import { duration } from "#lib/format";
import { ringingPage } from "#modes/drill/paging";
import { Status } from "../kit/Sign";
import { useServices } from "../services";
import { signRoom } from "../sign-room";
import css from "./shift.module.css";

const MINUTE = 60_000;

/** In the header of the page while somebody is on call: how long still, and the way to the shift. */
export function OnCallSign({ shift }: { shift: Shift }) {
  const { clock } = useServices();
  const room = useSyncExternalStore(signRoom.subscribe, signRoom.get);
  const [now, setNow] = useState(clock.now);
  useEffect(() => clock.every(MINUTE / 4, () => setNow(clock.now())), [clock]);
  if (room === null) return null;
  const isRinging = ringingPage(shift) !== null;
  // Whole minutes, the one that runs included; a clock that was put back makes no shift longer.
  const left = Math.min(shift.until - shift.from, shift.until - now);
  const minutes = Math.max(1, Math.ceil(left / MINUTE));
  return createPortal(
    <a href="#/oncall" className={css.sign}>
      <Status tone={isRinging ? "bad" : "info"} plain>
        {isRinging ? "A page rings" : `On call, ${duration(minutes * 60)} left`}
      </Status>
    </a>,
    room,
  );
}
