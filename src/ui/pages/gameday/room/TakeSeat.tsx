import { type FormEvent, useEffect, useState } from "react";
import type { TeamRole } from "#domain/team";
import { Frame } from "../../../Frame";
import { Button } from "../../../kit/Button";
import { TextField } from "../../../kit/Field";
import { Callout } from "../../../kit/State";
import { Checkbox } from "../../../kit/Toggle";
import { useServices } from "../../../services";
import { useDeed, useOpenRoom, useTeamView } from "../../../team/context";
import { ExerciseMark } from "../../../team/ExerciseMark";
import { readMyName, writeMyName } from "../../../team/my-name";
import { JOINABLE, ROLE_WORDS, rolesText } from "../../../team/roles";
import { ServiceBoxes } from "../../../team/seats/ServiceBoxes";
import form from "../../../team/seats/seats.module.css";
import { toggled } from "../../../team/seats/toggled";
import { useTitle } from "../../../title";
import css from "./room.module.css";

/** Who one is, what one would do, and for resolvers which services one knows. */
export default function TakeSeat() {
  const { setup, session } = useOpenRoom();
  const elsewhere = useElsewhere();
  const { clock } = useServices();
  const deed = useDeed();
  const seats = useTeamView((team) => team.seats);
  const isLobby = useTeamView((team) => team.clock.state === "lobby");
  const [name, setName] = useState(readMyName);
  const [roles, setRoles] = useState<readonly TeamRole[]>([]);
  const [services, setServices] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [warnedOf, setWarnedOf] = useState("");
  const [busy, setBusy] = useState(false);
  useTitle(setup.title);
  const holderOf = (role: TeamRole) =>
    role === "resolver" || role === "observer"
      ? undefined
      : seats.find((seat) => seat.isHere && seat.roles.includes(role));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setProblem("Say who you are: the others will see this name.");
    const namesake = seats.find((seat) => seat.isHere && sameName(seat.name, name));
    if (namesake !== undefined && warnedOf !== name) {
      setWarnedOf(name);
      return setProblem(
        `${namesake.name} (${rolesText(namesake)}) is here already. Add what tells you apart, or press again to have two of that name.`,
      );
    }
    setBusy(true);
    writeMyName(name.trim());
    const seat = `seat-${clock.id().slice(0, 8)}`;
    const refusal = await deed({ do: "join", seat, name: name.trim(), roles, services }, seat);
    if (refusal === null) session.actAs(seat);
    setProblem(refusal?.text ?? null);
    setBusy(false);
  };
  return (
    <Frame bare title={setup.title} actions={<ExerciseMark />}>
      <form className={css.join} onSubmit={(event) => void submit(event)} noValidate>
        <h1>Join {setup.title}</h1>
        {elsewhere.length > 0 && (
          <Callout title={`Another window of this browser is here as ${elsewhere.join(", ")}`}>
            Go on there, or take a seat of its own in this window.
          </Callout>
        )}
        <TextField
          label="Your name"
          value={name}
          maxLength={60}
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
        {isLobby ? (
          <fieldset className={form.roles}>
            <legend>What you would like to do</legend>
            {JOINABLE.map((role) => {
              const holder = holderOf(role);
              return (
                <Checkbox
                  key={role}
                  checked={roles.includes(role)}
                  disabled={holder !== undefined}
                  onChange={(on) => setRoles(toggled(roles, role, on))}
                  label={ROLE_WORDS[role].label}
                  hint={holder === undefined ? ROLE_WORDS[role].about : `${holder.name} has it`}
                />
              );
            })}
          </fieldset>
        ) : (
          <Callout title="The exercise is under way">
            You join as an observer; the facilitator gives you a role when one is free.{" "}
            {seats.length > 0 && `Here: ${seats.map((seat) => `${seat.name} (${rolesText(seat)})`).join("; ")}.`}
          </Callout>
        )}
        {roles.includes("resolver") && (
          <ServiceBoxes legend="Services you know; none chosen means all" services={services} onChange={setServices} />
        )}
        {problem !== null && <Callout tone="bad" title={problem} />}
        <Button type="submit" kind="primary" busy={busy}>
          Take a seat
        </Button>
      </form>
    </Frame>
  );
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Who sits in other windows of this browser: a room that is opened twice is two devices, and one may wonder where the seat is. */
function useElsewhere(): readonly string[] {
  const { address, session } = useOpenRoom();
  const { rooms } = useServices();
  const seats = useTeamView((team) => team.seats);
  const [devices, setDevices] = useState<readonly string[]>([]);
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const known = (await (await rooms()).list()).find((each) => each.address.room === address.room);
      if (!isGone) setDevices(known?.devices ?? []);
    };
    // Only a note: without it one joins all the same.
    read().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [rooms, address.room]);
  const { device } = session.getTeam();
  return seats
    .filter((seat) => seat.isHere && seat.device !== null && seat.device !== device && devices.includes(seat.device))
    .map(({ name }) => name);
}
