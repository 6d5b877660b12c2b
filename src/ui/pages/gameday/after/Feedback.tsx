import { type FormEvent, useState } from "react";
import { fixed } from "#lib/format";
import { useCommand } from "../../../command";
import { announce } from "../../../kit/announce";
import { Button } from "../../../kit/Button";
import { TextArea } from "../../../kit/Field";
import { SegmentedControl } from "../../../kit/Toggle";
import { RefusalNote } from "../../../RefusalNote";
import { useFolded } from "../../../team/folded";
import { useMayStill } from "../../../team/may";
import css from "./after.module.css";
import { QUESTIONS, questionText } from "./questions";

const MARKS = ["1", "2", "3", "4", "5"] as const;

/** Six questions and a text; what all together said, without names. */
export function Feedback() {
  const may = useMayStill("team.feedback");
  return (
    <div className={css.feedback}>
      {may && <Form />}
      <Result />
    </div>
  );
}

function Form() {
  const own = useFolded((room) => room.feedback.own);
  const { give, busy, refusal } = useCommand();
  const [ratings, setRatings] = useState<Readonly<Record<string, number>>>(own?.ratings ?? {});
  const [text, setText] = useState(own?.text ?? "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await give({ kind: "team", args: { do: "feedback", ratings, text: text.trim() } })) announce("Thank you.");
  };
  return (
    <form className={css.form} aria-label="Your feedback" data-print="hide" onSubmit={(event) => void submit(event)}>
      <p className={css.quiet}>From 1, not at all, to 5, entirely. Shown as means, and your words without your name.</p>
      {QUESTIONS.map(({ id, text: question }) => (
        <div key={id} className={css.question}>
          <span aria-hidden="true">{question}</span>
          <SegmentedControl
            label={question}
            segments={MARKS.map((mark) => ({ value: mark, label: mark }))}
            value={(ratings[id] === undefined ? "" : String(ratings[id])) as (typeof MARKS)[number]}
            onChange={(mark) => setRatings({ ...ratings, [id]: Number(mark) })}
          />
        </div>
      ))}
      <TextArea
        label="What else should be said"
        value={text}
        maxLength={4000}
        onChange={(event) => setText(event.target.value)}
      />
      {refusal !== null && <RefusalNote refusal={refusal} />}
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          {own === null ? "Hand it in" : "Change it"}
        </Button>
      </div>
    </form>
  );
}

function Result() {
  const feedback = useFolded((room) => room.feedback);
  if (feedback.answers === 0) return <p className={css.quiet}>Nobody has handed in feedback yet.</p>;
  return (
    <section aria-label="What all said">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{feedback.answers === 1 ? "1 answer" : `${feedback.answers} answers`}</th>
            <th scope="col">Mean</th>
          </tr>
        </thead>
        <tbody>
          {feedback.questions.map(({ id, mean }) => (
            <tr key={id}>
              <th scope="row">{questionText(id)}</th>
              <td>{fixed(mean, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={css.said}>
        {feedback.texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts come without names
          <li key={index}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
