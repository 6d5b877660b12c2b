import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import type { IncidentSaying, InterviewDeed, InterviewEvent, InterviewHeader } from "#domain/interview";
import { Announcer } from "#ui/kit/announce";
import { IncidentRound } from "#ui/pages/interview/incident/IncidentRound";
import { headerOf } from "../../modes/interview-fixture";
import { type Desk, drill, show } from "./fixture";

/** An interview of one incident round. */
export const roundHeader = (id: string, seconds = 1800): InterviewHeader =>
  headerOf(
    id,
    {
      role: "sre",
      minutes: 30,
      rounds: { questions: false, coding: false, incident: true },
      strict: true,
      seed: 4,
    },
    {
      rounds: [
        { kind: "incident", drill: "one-region-502", variant: drill().variants[0]?.info.id ?? "", seed: 4, seconds },
      ],
      createdAt: 0,
    },
  );

/** What an interview has written down of its round. */
export interface Log {
  readonly events: InterviewEvent[];
  done: number;
  /** What storing the next deeds fails with. */
  failure: string | null;
}

export const newLog = (): Log => ({ events: [], done: 0, failure: null });
export const said = (log: Log): readonly IncidentSaying[] =>
  log.events.flatMap(({ deed }) => (deed.type === "incident" ? [deed.said] : []));

/** An interview as the page around a round keeps it. */
export function Around({ header, log }: { header: InterviewHeader; log: Log }) {
  const [events, setEvents] = useState<readonly InterviewEvent[]>([...log.events]);
  const onDeed = async (deed: InterviewDeed) => {
    if (log.failure !== null) throw new Error(log.failure);
    log.events.push({ elapsed: log.events.length, at: 0, deed });
    setEvents([...log.events]);
  };
  return (
    <>
      <IncidentRound interview={{ header, events }} round={0} onDeed={onDeed} onDone={() => log.done++} />
      <Announcer />
    </>
  );
}

export const turn = async ({ clock }: Desk, seconds: number) => act(async () => clock.turn(seconds));

/** The round on screen with its page taken. */
export async function begun(header: InterviewHeader, log: Log, table: Desk) {
  const page = show(<Around header={header} log={log} />, table);
  fireEvent.click(await screen.findByRole("button", { name: /Take the page/ }));
  // However many turns the simulation takes on a busy machine.
  for (let i = 0; i < 60 && screen.queryByLabelText("What would you look at, or do?") === null; i++)
    await turn(table, 1);
  await screen.findByRole("textbox", { name: "What would you look at, or do?" });
  return page;
}

export async function saying(words: string) {
  const field = screen.getByRole("textbox", { name: "What would you look at, or do?" });
  fireEvent.change(field, { target: { value: words } });
  fireEvent.keyDown(field, { key: "Enter" });
}
export const readings = () => screen.findByRole("listbox", { name: "What you mean" });
export const choose = async (key = "Enter") => {
  fireEvent.keyDown(await readings(), { key });
};
