import { useRef } from "react";
import type { Poll } from "#modes/gameday/room";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Kbd } from "../../kit/Kbd";
import { Status } from "../../kit/Sign";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import { useFolded, useSeatName } from "../../team/folded";
import { Part } from "../../team/Part";
import css from "./team.module.css";

/** Polls that are open, to vote in; `o` goes to the oldest one that one has not answered, digits answer. */
export function Polls() {
  const polls = useFolded((room) => room.polls);
  const seat = useTeamView((team) => team.seat);
  const open = polls.filter(({ closedAt }) => closedAt === null);
  const section = useRef<HTMLDivElement>(null);
  const next = open.find(({ votes }) => !votes.some((vote) => vote.seat === seat));
  useHotkeys([
    {
      keys: "o",
      label: "To the poll that waits for you; 1 to 9 vote",
      group: "Team",
      run: () => section.current?.querySelector<HTMLElement>("[data-waiting] button")?.focus(),
    },
  ]);
  const closed = polls.filter(({ closedAt }) => closedAt !== null).slice(-3);
  if (open.length + closed.length === 0) return null;
  return (
    <Part title="Asked" count={open.length}>
      <div ref={section}>
        <ul className={css.rows}>
          {open.map((poll) => (
            <OpenPoll key={poll.id} poll={poll} isWaiting={poll === next} />
          ))}
          {[...closed].reverse().map((poll) => (
            <li key={poll.id} className={css.row}>
              <p className={css.words}>{poll.question}</p>
              <p className={css.meta}>
                Closed: {poll.options.map((option, index) => `${option} ${poll.counts[index] ?? 0}`).join(", ")}
              </p>
              <Objections poll={poll} />
            </li>
          ))}
        </ul>
      </div>
    </Part>
  );
}

function OpenPoll({ poll, isWaiting }: { poll: Poll; isWaiting: boolean }) {
  const nameOf = useSeatName("you");
  const seat = useTeamView((team) => team.seat);
  const mayVote = useCanDo("team.vote");
  // Whoever asked closes a poll, or who leads.
  const leads = useCanDo("team.assign");
  const mayClose = useCanDo("team.close-poll") && (leads || poll.askedBy === seat);
  const { give, busy, refusal } = useCommand();
  const own = poll.votes.find((vote) => vote.seat === seat)?.option;
  const vote = async (option: number) => {
    if (!mayVote || poll.options[option] === undefined) return;
    const args = { do: "vote", poll: poll.id, option, text: "" } as const;
    if (await give({ kind: "team", args })) announce(`You said: ${poll.options[option]}`);
  };
  return (
    <li
      className={css.row}
      data-waiting={isWaiting || undefined}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        void vote(Number(event.key) - 1);
      }}
    >
      <div className={css.line}>
        <strong className={css.words}>{poll.question}</strong>
        {own === undefined && mayVote && (
          <span className={css.end}>
            <Status tone="warn">your answer is wanted</Status>
          </span>
        )}
      </div>
      <p className={css.meta}>asked by {nameOf(poll.askedBy)}</p>
      <div className={css.options}>
        {poll.options.map((option, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a poll's options do not change
            key={index}
            type="button"
            aria-pressed={own === index}
            aria-disabled={busy || !mayVote}
            aria-keyshortcuts={String(index + 1)}
            className={css.option}
            onClick={() => void vote(index)}
          >
            <span aria-hidden="true">
              <Kbd keys={String(index + 1)} />
            </span>
            <span className={css.words}>{option}</span>
            <span className={css.count}>
              {poll.counts[index] ?? 0}
              <span className="visually-hidden"> so far</span>
            </span>
          </button>
        ))}
      </div>
      <Objections poll={poll} />
      <p className={css.meta}>
        {poll.missing.length === 0 ? "Everybody has answered." : `Not yet: ${poll.missing.map(nameOf).join(", ")}`}
      </p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {mayClose && (
        <div className={css.buttons}>
          <Button
            aria-label={`Close it: ${poll.question}`}
            busy={busy}
            onClick={() => void give({ kind: "team", args: { do: "close-poll", poll: poll.id } })}
          >
            Close it
          </Button>
        </div>
      )}
    </li>
  );
}

/** Who objects strongly, by name: they are to be heard. */
function Objections({ poll }: { poll: Poll }) {
  const nameOf = useSeatName("you");
  if (poll.objections.length === 0) return null;
  return (
    <p className={css.meta}>
      <Status tone="bad">Strong objection: {poll.objections.map((vote) => nameOf(vote.seat)).join(", ")}</Status>
    </p>
  );
}
