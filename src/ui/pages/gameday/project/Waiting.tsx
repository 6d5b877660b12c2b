import { useState } from "react";
import { Button } from "../../../kit/Button";
import { cx } from "../../../kit/cx";
import { useHotkeys } from "../../../kit/hotkeys";
import { Status } from "../../../kit/Sign";
import { useOpenRoom, useTeamView } from "../../../team/context";
import { rolesText } from "../../../team/roles";
import { joinLink } from "../address";
import { Code } from "../room/Invitation";
import css from "./project.module.css";
import { Wall } from "./Wall";

/** Before the start: who has come, and at a press how to come in. The address lets anybody in, so it is not there by itself. */
export function Waiting() {
  const { address } = useOpenRoom();
  const seats = useTeamView((team) => team.seats);
  const [isShown, setShown] = useState(false);
  useHotkeys([{ keys: "s", label: "Show or hide the address", group: "Projector", run: () => setShown(!isShown) }]);
  const here = seats.filter(({ isHere, roles }) => isHere && !roles.includes("facilitator"));
  const link = joinLink(address, location.href);
  return (
    <Wall>
      <div className={css.lobby}>
        <section aria-label="Who has come" className={css.part}>
          <h2>{here.length === 0 ? "Nobody has come yet" : `${here.length} here`}</h2>
          <ul className={css.seats}>
            {here.map((seat) => (
              <li key={seat.id}>
                <strong className={css.seatName}>{seat.name}</strong>{" "}
                <span className={css.quiet}>{rolesText(seat)}</span>
                <span className={cx(css.end, css.ready)}>
                  <Status tone={seat.isReady ? "good" : "neutral"} plain>
                    {seat.isReady ? "ready" : "not ready"}
                  </Status>
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="How to come in" className={css.part}>
          <h2>Come in</h2>
          {isShown ? (
            <>
              {address.relay !== null && (
                <div className={css.code}>
                  <Code text={link} />
                </div>
              )}
              <p className={css.link}>{link}</p>
              {address.relay === null && (
                <p className={css.quiet}>It reaches other windows of this browser only: no network is used.</p>
              )}
            </>
          ) : (
            <p className={css.quiet}>Whoever has the address can come in.</p>
          )}
          <div className={css.press}>
            <Button keys="s" onClick={() => setShown(!isShown)}>
              {isShown ? "Hide the address" : "Show the address"}
            </Button>
          </div>
        </section>
      </div>
    </Wall>
  );
}
