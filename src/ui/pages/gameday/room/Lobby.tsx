import { useState } from "react";
import type { Refusal } from "#domain/commands";
import type { Seat } from "#domain/team";
import { Frame } from "../../../Frame";
import { Button } from "../../../kit/Button";
import { useFocusOnArrival } from "../../../kit/focus-back";
import { Section } from "../../../kit/Page";
import { Callout } from "../../../kit/State";
import { useActing, useDeed, useOpenRoom, useTeamView } from "../../../team/context";
import { ExerciseMark } from "../../../team/ExerciseMark";
import { ProjectorLink } from "../../../team/ProjectorLink";
import { useStoredPlan } from "../../../team/plan/stored";
import { ROLE_WORDS, rolesText } from "../../../team/roles";
import { AddSeat } from "../../../team/seats/AddSeat";
import { useTitle } from "../../../title";
import { Invitation } from "./Invitation";
import css from "./room.module.css";
import { SeatRow } from "./SeatRow";

/** Before the clock first runs: who takes part, in which role, and who is ready. */
export default function Lobby() {
  const { setup, session } = useOpenRoom();
  const deed = useDeed();
  const me = useActing();
  const seats = useTeamView((team) => team.seats);
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  useTitle(setup.title);
  if (me === null) return null;
  const isFacilitator = me.roles.includes("facilitator");
  const here = seats.filter((seat) => seat.isHere);
  const players = here.filter((seat) => !seat.roles.includes("facilitator"));
  const waiting = players.filter((seat) => !seat.isReady);
  const doing = async (done: Promise<Refusal | null>) => setProblem((await done)?.text ?? null);
  return (
    <Frame bare title={setup.title} actions={<ExerciseMark />}>
      <div className={css.lobby}>
        <header className={css.lobbyHead}>
          <div>
            <h1 ref={heading} tabIndex={-1}>
              {setup.title}
            </h1>
            <p className={css.quiet}>
              {players.length === 0
                ? "Nobody has joined yet."
                : `${players.length} ${players.length === 1 ? "person" : "people"} here, ${players.length - waiting.length} ready.`}
            </p>
          </div>
          {isFacilitator ? (
            <Button
              kind="primary"
              onClick={() => void doing(session.setClock("running", 1, ""))}
              aria-disabled={players.length === 0}
            >
              Start the exercise
            </Button>
          ) : (
            <Button
              kind={me.isReady ? "default" : "primary"}
              aria-pressed={me.isReady}
              onClick={() => void doing(deed({ do: "ready", ready: !me.isReady }))}
            >
              {me.isReady ? "Ready ✓" : "I am ready"}
            </Button>
          )}
        </header>
        {problem !== null && <Callout tone="bad" title={problem} />}
        {isFacilitator && waiting.length > 0 && (
          <Callout title={`${waiting.map((seat) => seat.name).join(", ")} not ready yet`}>
            You can start all the same; they find themselves in the middle of it.
          </Callout>
        )}
        <Section title="Who takes part">
          {/* biome-ignore lint/a11y/noRedundantRoles: without a list style, some screen readers take a list for none */}
          <ul role="list" className={css.seats}>
            {here.map((seat) => (
              <SeatRow key={seat.id} seat={seat} canChange={isFacilitator} />
            ))}
          </ul>
          {isFacilitator && <More here={here} />}
        </Section>
        {isFacilitator && <Invitation />}
        {!isFacilitator && (
          <Section title="Your part">
            <p>{rolesText(me)}</p>
            {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
            <ul role="list" className={css.quiet}>
              {me.roles.map((role) => (
                <li key={role}>{ROLE_WORDS[role].about}.</li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Frame>
  );
}

/** Who is still wanted, as the plan has it; somebody more, who then is the first of those; and a window for the wall. */
function More({ here }: { here: readonly Seat[] }) {
  const { setup } = useOpenRoom();
  const found = useStoredPlan(setup);
  const isPlanned = found !== null && "document" in found && !found.isNew;
  const wanted = isPlanned ? found.document.body.roles : [];
  const missing = wanted.filter((role) => !here.some(({ roles }) => roles.includes(role)));
  return (
    <>
      {missing.length > 0 && (
        <p role="status" className={css.wanted}>
          Still wanted: {missing.map((role) => ROLE_WORDS[role].label.toLowerCase()).join(", ")}. One person may hold
          several.
        </p>
      )}
      <div className={css.also}>
        <AddSeat role={missing[0] ?? null} />
        <ProjectorLink />
      </div>
    </>
  );
}
