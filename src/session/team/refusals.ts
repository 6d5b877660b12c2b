import type { Refusal } from "#domain/commands";
import type { TeamView } from "#domain/team";

export const READ_ONLY: Refusal = { code: "session.read-only", text: "This window only watches." };

export const NO_SEAT: Refusal = { code: "session.no-seat", text: "Take a seat first." };

export const NOT_FACILITATING: Refusal = {
  code: "clock.not-yours",
  text: "The clock is moved by a facilitator; nobody at this device is one any more.",
  expected: "the device of who facilitates now, which takes the clock as soon as it is there",
};

export const NOT_SAVED: Refusal = {
  code: "session.not-saved",
  text: "This could not be stored, and nobody has got it. Try again when storage works.",
};

/** Of what is not well-formed, or too long for an entry. */
export const malformed = (text: string): Refusal => ({ code: "command.malformed", text });

/** Says who drives the clock. */
export function notTheHolder(team: TeamView): Refusal {
  const holder = team.seats.find((seat) => seat.device === team.clock.holder);
  return {
    code: "clock.not-yours",
    text: `${holder === undefined ? "Another device" : holder.name} has the clock.`,
    ...(holder === undefined ? {} : { expected: `to be done by ${holder.name}` }),
  };
}
