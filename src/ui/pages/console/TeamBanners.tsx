import { useEffect } from "react";
import { duration } from "#lib/format";
import { useConsole } from "../../console-state";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Callout } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { panelLabel, panelOf } from "../../panels-open";
import { useOpenRoom, useTeam, useTeamView } from "../../team/context";
import { News } from "../../team/News";
import { useStartsAt } from "../../who";
import css from "./console.module.css";

/** Real milliseconds without a beacon after which the clock counts as gone. */
const SILENT = 6_000;

/** How the team hangs together, where it does not: above the panels, for as long as it is so. */
export default function TeamBanners() {
  return (
    <>
      <SaysWhere />
      <News />
      <Away />
      <NoClock />
      <Apart />
      <Corrected />
      <Unmerged />
      <Down />
    </>
  );
}

/** Tells the others what is on this screen. */
function SaysWhere() {
  const { session } = useOpenRoom();
  const panel = useConsole((state) => state.panel);
  const node = useConsole((state) => {
    if (state.panel === "board") return state.board.node === "all" ? null : state.board.node;
    if (state.panel === "database") return state.database.node || null;
    if (state.panel === "runtime") return state.runtime.node || null;
    return state.panel === "config" ? state.configNode : null;
  });
  useEffect(() => session.announce({ looksAt: { panel, node } }), [session, panel, node]);
  return null;
}

/** One cannot be reached oneself: it is part of the exercise. */
function Away() {
  const now = useView((view) => view.now);
  const until = useTeamView((team) => team.unreachable.find(({ seat }) => seat === team.seat)?.until ?? null);
  if (until === null) return null;
  return (
    <div className={css.banner}>
      <Callout tone="warn" title={`You cannot be reached for ${duration(Math.max(0, until - now))} more`}>
        It is part of the exercise: you see and do nothing meanwhile, and the others find out by themselves.
      </Callout>
    </div>
  );
}

function NoClock() {
  const { session } = useOpenRoom();
  const isSilent = useTeam((team) => !team.isHolder && (team.silence ?? 0) > SILENT);
  const isRunning = useTeamView((team) => team.clock.state === "running");
  const canTake = useTeamView((team) => team.roles.includes("facilitator"));
  useEffect(() => {
    if (isSilent && isRunning) announce("The clock stands still: who drives it cannot be reached.", "assertive");
  }, [isSilent, isRunning]);
  if (!isSilent || !isRunning) return null;
  return (
    <div className={css.banner}>
      <Callout
        tone="warn"
        title="The clock stands still: the device that drives it cannot be reached"
        action={
          canTake && (
            <Button kind="primary" onClick={() => void session.takeOver()}>
              Drive the clock from here
            </Button>
          )
        }
      >
        Nothing is lost. It goes on as soon as that device is back, or a facilitator drives the clock from another one.
      </Callout>
    </div>
  );
}

const APART = {
  apart: "Apart from the others",
  refused: "The room does not let this device in",
  connecting: "Connecting to the others",
} as const;

function Apart() {
  const reach = useTeam((team) => team.reach);
  if (reach.state === "alone" || reach.state === "together") return null;
  return (
    <div className={css.banner}>
      <Callout tone={reach.state === "connecting" ? "info" : "warn"} title={APART[reach.state]}>
        {reach.why} {reach.state === "apart" && "What you do is kept here and merged as soon as they can be reached."}
      </Callout>
    </div>
  );
}

/** Real seconds by which something may come late without a word: that is how networks are. */
const USUAL = 5;

/** Others have done something in what had been seen already: the screen shows what comes of it. */
function Corrected() {
  const tempo = useTeamView((team) => team.clock.tempo);
  const corrected = useTeam((team) =>
    team.corrected !== null && team.corrected.at - team.corrected.from > USUAL * tempo ? team.corrected : null,
  );
  const startsAt = useStartsAt();
  useEffect(() => {
    if (corrected !== null) announce("History corrected.", "assertive");
  }, [corrected]);
  if (corrected === null) return null;
  const { from, commands } = corrected;
  return (
    <div className={css.banner}>
      <Callout tone="info" title="History corrected">
        {commands === 1 ? "Something that was done" : `${commands} things that were done`} at{" "}
        <Timestamp second={from} startsAt={startsAt} />
        {commands === 1 ? " " : " or later "}
        arrived only now. What you see since then takes it into account.
      </Callout>
    </div>
  );
}

function Unmerged() {
  const waiting = useTeam((team) => team.unmerged);
  if (waiting === 0) return null;
  return (
    <div className={css.banner}>
      <Callout tone="info" title={`Not merged yet: ${waiting === 1 ? "one command" : `${waiting} commands`}`}>
        They were given too long ago to change what everybody has seen. They count from the next checkpoint on.
      </Callout>
    </div>
  );
}

/** Tools that do not load, but for the one on screen, which says so in its own place. */
function Down() {
  const shown = useConsole((state) => state.panel);
  const all = useTeamView((team) => team.down);
  const facilitates = useTeamView((team) => team.roles.includes("facilitator"));
  const down = facilitates ? all : all.filter(({ panel }) => panelOf(panel) !== shown);
  const now = useView((view) => view.now);
  if (down.length === 0) return null;
  return (
    <div className={css.banner}>
      <Callout tone="warn" title={`Does not load: ${down.map(({ panel }) => panelLabel(panel)).join(", ")}`}>
        Expected back in {duration(Math.max(0, Math.max(...down.map(({ until }) => until)) - now))}. Look elsewhere
        meanwhile.
      </Callout>
    </div>
  );
}
