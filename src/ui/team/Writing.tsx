import { useEffect } from "react";
import type { Audience } from "#domain/commands";
import { AUDIENCE_WORDS } from "../words";
import { useOpenRoom, useTeam, useTeamView } from "./context";

/** Milliseconds without a new letter after which somebody is not writing any more. */
const IDLE_MS = 5000;

/** Tells the others to whom one is writing, for as long as `text` grows. */
export function SaysWriting({ audience, text }: { audience: Audience; text: string }) {
  const { session } = useOpenRoom();
  useEffect(() => {
    if (text.trim() === "") return;
    session.announce({ writesTo: audience });
    const timer = setTimeout(() => session.announce({ writesTo: null }), IDLE_MS);
    return () => {
      clearTimeout(timer);
      session.announce({ writesTo: null });
    };
  }, [session, audience, text]);
  return null;
}

const isAudience = (id: string): id is Audience => Object.hasOwn(AUDIENCE_WORDS, id);

/** "Ana is writing to leadership": whoever writes where this seat listens. */
export function WhoWrites() {
  const presence = useTeam((team) => team.presence);
  const hears = useTeamView((team) => team.hears);
  const seats = useTeamView((team) => team.seats);
  const lines = presence.flatMap(({ device, seat, name, writesTo }) => {
    if (writesTo === null || !isAudience(writesTo) || !hears.includes(writesTo)) return [];
    const who = seats.find((each) => each.id === seat)?.name ?? name;
    return who === "" ? [] : [{ device, text: `${who} is writing to the ${AUDIENCE_WORDS[writesTo].place}` }];
  });
  return (
    <p className="muted" aria-live="off">
      {lines.map(({ device, text }) => (
        <span key={device}>{text}… </span>
      ))}
    </p>
  );
}
