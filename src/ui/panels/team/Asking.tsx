import { type FormEvent, useState } from "react";
import { OBJECTION_OPTIONS } from "#modes/gameday/command";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextArea, TextField } from "../../kit/Field";
import { useFocusBack } from "../../kit/focus-back";
import { useHotkeys } from "../../kit/hotkeys";
import { RefusalNote } from "../../RefusalNote";
import { useFreshId } from "../../team/folded";
import parts from "../../team/part.module.css";
import css from "./team.module.css";

/** At most so many answers to choose from. */
const MOST = 8;

/** Asks everybody: whether there are strong objections, by one key, or anything else with answers of one's own. */
export function Asking() {
  const may = useCanDo("team.poll");
  const fresh = useFreshId();
  const { give, busy, refusal } = useCommand();
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState("");
  const [answers, setAnswers] = useState("");
  const [tried, setTried] = useState(false);
  const ask = async (text: string, options: readonly string[]) => {
    const accepted = await give({ kind: "team", args: { do: "poll", poll: fresh("poll"), question: text, options } });
    if (accepted) announce("Everybody is asked.");
    return accepted;
  };
  const opener = useFocusBack<HTMLButtonElement>(isOpen);
  useHotkeys(
    [
      {
        keys: "shift+o",
        label: "Ask for strong objections",
        group: "Team",
        run: () => void ask("Strong objections?", OBJECTION_OPTIONS),
      },
    ],
    { enabled: may },
  );
  if (!may) return null;
  const options = answers.split("\n").flatMap((line) => line.trim() || []);
  const isWrong = options.length === 1 || options.length > MOST;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (question.trim() === "" || isWrong) return;
    if (!(await ask(question.trim(), options.length === 0 ? OBJECTION_OPTIONS : options))) return;
    setQuestion("");
    setAnswers("");
    setTried(false);
    setOpen(false);
  };
  return (
    <section aria-label="Ask everybody" className={parts.part}>
      {isOpen ? (
        <form className={css.form} noValidate onSubmit={(event) => void submit(event)}>
          <TextField
            label="Question to everybody"
            value={question}
            maxLength={300}
            autoComplete="off"
            autoFocus
            error={tried && question.trim() === "" ? "Write what you want to know." : undefined}
            onChange={(event) => setQuestion(event.target.value)}
          />
          <TextArea
            label="Answers, one in each line"
            hint="None: no objection, or a strong one."
            error={tried && isWrong ? `Two to ${MOST} answers, or none.` : undefined}
            value={answers}
            onChange={(event) => setAnswers(event.target.value)}
          />
          <div className={css.buttons}>
            <Button type="submit" kind="primary" busy={busy}>
              Ask everybody
            </Button>
            <Button onClick={() => setOpen(false)}>Not now</Button>
          </div>
        </form>
      ) : (
        <div className={css.buttons}>
          <Button keys="shift+o" busy={busy} onClick={() => void ask("Strong objections?", OBJECTION_OPTIONS)}>
            Strong objections?
          </Button>
          <Button ref={opener} kind="quiet" onClick={() => setOpen(true)}>
            Ask something else…
          </Button>
        </div>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </section>
  );
}
