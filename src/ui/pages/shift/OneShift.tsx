import { useState } from "react";
import { messageOf } from "#lib/message";
import { draftHandover, type PageFacts } from "#modes/drill/handover";
import { download } from "../../download";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import { Section } from "../../kit/Page";
import { ErrorState } from "../../kit/State";
import type { Duty } from "../../shift/duty";
import type { KeptShift } from "../../shift/kept";
import { PageList } from "./PageList";
import css from "./shift.module.css";
import { dayAndTime } from "./times";

/** A shift that is over: what came of its pages, and the note for who comes next. */
export function OneShift({
  duty,
  kept,
  facts,
  onSaved,
}: {
  duty: Duty;
  kept: KeptShift;
  facts: readonly (PageFacts | null)[];
  onSaved: () => void;
}) {
  const shift = kept.body;
  const [text, setText] = useState(() => shift.handover ?? draftHandover(shift, facts, dayAndTime));
  const [failure, setFailure] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const [asking, setAsking] = useState(false);
  const isKept = shift.handover === text;
  const remove = async () => {
    setAsking(false);
    setFailure(null);
    try {
      await duty.remove(kept.id);
      announce("The shift was deleted.");
      location.hash = "#/oncall";
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const save = async () => {
    setFailure(null);
    try {
      await duty.revise(kept.id, (body) => ({ ...body, handover: text }));
      announce("The hand-over is kept.");
      onSaved();
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const early = shift.endedAt !== null && shift.endedAt < shift.until;
  return (
    <>
      {early && <p className={css.note}>Ended early, at {dayAndTime(shift.endedAt ?? shift.until)}.</p>}
      <Section title="Pages">
        <PageList shift={shift} facts={facts} onOpen={(page) => void duty.lead(kept, page)} />
      </Section>
      <Section title="Hand-over">
        <div className={css.stack}>
          <TextArea
            label="Note for who comes next"
            hint={
              isKept
                ? "Kept."
                : shift.handover === null
                  ? "Written from the shift. Change what you like, then keep it."
                  : "Changed since it was kept."
            }
            value={text}
            rows={14}
            onChange={(event) => {
              setText(event.target.value);
              setTouched(true);
            }}
            // What was written is not lost by leaving the page.
            onBlur={() => touched && !isKept && void save()}
          />
          {failure !== null && <ErrorState title="It could not be stored">{failure}</ErrorState>}
          <div className={css.buttons}>
            <Button kind="primary" onClick={() => void save()} aria-disabled={isKept}>
              Keep the hand-over
            </Button>
            <Button onClick={() => download("hand-over.md", text, "text/markdown")}>Save as a file</Button>
            <Button kind="quiet" onClick={() => setAsking(true)}>
              Delete this shift
            </Button>
          </div>
        </div>
      </Section>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        size="s"
        title="Delete this shift?"
        description="Its pages, times and hand-over go. Runs that its pages led to stay. This cannot be undone."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button kind="danger" onClick={() => void remove()}>
              Delete the shift
            </Button>
          </>
        }
      />
    </>
  );
}
