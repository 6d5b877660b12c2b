import { useState } from "react";
import type { Seat } from "#domain/team";
import type { Task } from "#modes/gameday/room";
import { Button } from "../../kit/Button";
import { Menu } from "../../kit/Menu";
import { Callout } from "../../kit/State";
import { RefusalNote } from "../../RefusalNote";
import { useWhoMay } from "../../team/conducting";
import { useOpenRoom, useTeam, useTeamView } from "../../team/context";
import { useFolded, useSeatName } from "../../team/folded";
import { Part } from "../../team/Part";
import { ProjectorLink } from "../../team/ProjectorLink";
import { rolesText } from "../../team/roles";
import { AddSeat } from "../../team/seats/AddSeat";
import { SeatDialog } from "../../team/seats/SeatDialog";
import { type Handing, HandOver } from "../team/HandOver";
import css from "./conduct.module.css";
import { PersonRow } from "./PersonRow";
import { Unreachable } from "./Unreachable";

/** Who is there, connected, and looks where; seats, roles, drop-outs, and who drives the clock. */
export function People() {
  const seats = useTeamView((team) => team.seats);
  const [handing, setHanding] = useState<Handing | null>(null);
  const [changing, setChanging] = useState<Seat | null>(null);
  const [away, setAway] = useState<Seat | null>(null);
  return (
    <div className={css.tab}>
      <Clock />
      <Orphans />
      <Part title={`Who takes part (${seats.filter(({ isHere }) => isHere).length})`}>
        <ul aria-label="Who takes part" className={css.rows}>
          {seats.map((seat) => (
            <PersonRow
              key={seat.id}
              seat={seat}
              isFirst={seat.id === seats[0]?.id}
              onHand={setHanding}
              onChange={setChanging}
              onAway={setAway}
            />
          ))}
        </ul>
        <div className={css.buttons}>
          <AddSeat />
          <ProjectorLink />
        </div>
      </Part>
      {handing !== null && <HandOver handing={handing} onClose={() => setHanding(null)} />}
      {changing !== null && <SeatDialog seat={changing} onClose={() => setChanging(null)} />}
      {away !== null && <Unreachable seat={away} onClose={() => setAway(null)} />}
    </div>
  );
}

/** Who drives the clock; another facilitator's device takes it with a press. */
function Clock() {
  const { session } = useOpenRoom();
  const isHolder = useTeam((team) => team.isHolder);
  const silence = useTeam((team) => Math.floor((team.silence ?? 0) / 1000));
  const clock = useTeamView((team) => team.clock);
  const seats = useTeamView((team) => team.seats);
  const others = seats.filter(
    ({ device, roles }) => device !== null && device !== clock.holder && roles.includes("facilitator"),
  );
  const holder = seats.find(({ device, roles }) => device === clock.holder && roles.includes("facilitator"));
  return (
    <Part
      title="The clock"
      actions={
        !isHolder && (
          <Button kind={silence > 6 ? "primary" : "default"} onClick={() => void session.takeOver()}>
            Take the clock
          </Button>
        )
      }
    >
      {isHolder ? (
        <p className={css.quiet}>
          This device drives it.{" "}
          {others.length === 0
            ? "To hand it over, give somebody with a device of their own the role of facilitator: the clock goes with it."
            : `${others.map(({ name }) => name).join(", ")} may take it on their own device.`}{" "}
          Injects to come are on this device only: save the plan for them, under Injects.
        </p>
      ) : silence > 6 ? (
        <Callout tone="warn" title="The clock stands still">
          {holder?.name ?? "Whoever drove it"} has not been heard for {silence} s. Take it, and the exercise goes on
          from where everybody has seen it.
        </Callout>
      ) : (
        <p className={css.quiet}>{holder?.name ?? "Another device"} drives it; due injects happen there.</p>
      )}
    </Part>
  );
}

/** Tasks whose owner does not take part any more, to be handed on in the name of whoever gives tasks. */
function Orphans() {
  const orphans = useFolded((room) => room.tasks).filter(({ isOrphaned }) => isOrphaned);
  if (orphans.length === 0) return null;
  return (
    <Part title="Left without an owner">
      <ul className={css.rows}>
        {orphans.map((task) => (
          <Orphan key={task.id} task={task} />
        ))}
      </ul>
    </Part>
  );
}

function Orphan({ task }: { task: Task }) {
  const { session } = useOpenRoom();
  const nameOf = useSeatName();
  const seats = useTeamView((team) => team.seats);
  const [why, setWhy] = useState<Awaited<ReturnType<typeof session.deed>>>(null);
  const giver = useWhoMay("team.hand-on");
  const others = seats.filter(
    ({ id, isHere, roles }) =>
      id !== task.owner && isHere && roles.some((role) => role !== "facilitator" && role !== "observer"),
  );
  return (
    <li className={css.row}>
      <div className={css.line}>
        <span className={css.words}>{task.text}</span>
        {giver !== null && (
          <span className={css.end}>
            <Menu
              align="end"
              trigger={<Button aria-label={`Hand on: ${task.text}`}>Hand on…</Button>}
              groups={[
                others.map((seat) => ({
                  id: seat.id,
                  label: seat.name,
                  detail: rolesText(seat),
                  onSelect: async () =>
                    setWhy(await session.deed({ do: "hand-on", task: task.id, to: seat.id }, giver.id)),
                })),
              ]}
            />
          </span>
        )}
      </div>
      <p className={css.meta}>
        {nameOf(task.owner)} had it.{" "}
        {giver === null
          ? "The commander or the deputy hands it on, from their own device."
          : `It is handed on by ${giver.name}.`}
      </p>
      {why !== null && <RefusalNote refusal={why} />}
    </li>
  );
}
