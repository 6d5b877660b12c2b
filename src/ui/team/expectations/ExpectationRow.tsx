import { Check, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { Expectation } from "#domain/gameday";
import { useCommand } from "../../command";
import { IconButton } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../context";
import { useFolded, useSeatName } from "../folded";
import { ROLE_WORDS } from "../roles";
import css from "./expectations.module.css";

/** Something a team should be seen to do: met or not, with a word. Observers tick for themselves; the last word of each counts. */
export function ExpectationRow({ inject, expectation }: { inject: string; expectation: Expectation }) {
  const { id, title, good, points, by } = expectation;
  const seat = useTeamView((team) => team.seat);
  const all = useFolded((room) => room.ticks);
  const nameOf = useSeatName();
  const ticks = all.filter((tick) => tick.inject === inject && tick.expectation === id);
  const own = ticks.find((tick) => tick.by === seat);
  const { give, busy, refusal } = useCommand();
  const [word, setWord] = useState<string | null>(null);
  const tick = (met: boolean, text: string) =>
    give({ kind: "team", args: { do: "tick", inject, expectation: id, met, text } });
  const keepWord = async () => {
    if (own !== undefined && word !== null && word.trim() !== own.text) await tick(own.met, word.trim());
    setWord(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") setWord(null);
    else void keepWord();
  };
  return (
    <li className={css.expectation}>
      <div className={css.line}>
        <span className={css.words} title={good}>
          {title}{" "}
          <span className={css.meta}>
            {ROLE_WORDS[by].short}, {points === 1 ? "1 point" : `${points} points`}
          </span>
        </span>
        <span className={css.end}>
          <IconButton
            label={`Met: ${title}`}
            icon={<Check />}
            pressed={own?.met === true}
            aria-disabled={busy}
            onClick={() => void tick(true, own?.text ?? "")}
          />
          <IconButton
            label={`Not met: ${title}`}
            icon={<X />}
            pressed={own?.met === false}
            aria-disabled={busy}
            onClick={() => void tick(false, own?.text ?? "")}
          />
        </span>
      </div>
      <p className={css.meta}>{good}</p>
      {ticks
        .filter((each) => each.by !== seat)
        .map((each) => (
          <p key={each.by} className={css.meta}>
            {nameOf(each.by)}: {each.met ? "met" : "not met"}
            {each.text !== "" && `, “${each.text}”`}
          </p>
        ))}
      {own !== undefined && word === null && (
        <button type="button" className={css.link} onClick={() => setWord(own.text)}>
          {own.met ? "Met" : "Not met"}
          {own.text === "" ? ": add a word" : `: “${own.text}”`}
        </button>
      )}
      {word !== null && (
        <TextField
          label={`A word on: ${title}`}
          hideLabel
          autoFocus
          maxLength={500}
          placeholder="What you saw"
          value={word}
          onChange={(event) => setWord(event.target.value)}
          onKeyDown={press}
          onBlur={() => void keepWord()}
        />
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </li>
  );
}
