import { useState } from "react";
import { lasting, type PageFacts } from "#modes/drill/handover";
import { gapOf } from "#modes/drill/shift";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { KeyValue } from "../../kit/KeyValue";
import { Section } from "../../kit/Page";
import { Callout } from "../../kit/State";
import type { Duty } from "../../shift/duty";
import type { KeptShift } from "../../shift/kept";
import { PageList } from "./PageList";
import css from "./shift.module.css";
import { dayAndTime, fieldOf } from "./times";

/** The shift that is on: until when, what came, and the way out. When the next page comes is not told. */
export function OnDuty({
  duty,
  kept,
  facts,
  waits,
}: {
  duty: Duty;
  kept: KeptShift;
  facts: readonly (PageFacts | null)[];
  waits: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const shift = kept.body;
  const end = async () => {
    setAsking(false);
    await duty.endNow();
    location.hash = `#/oncall/${kept.id}`;
  };
  return (
    <>
      <Section title="You are on call" actions={<Button onClick={() => setAsking(true)}>End the shift</Button>}>
        <div className={css.stack}>
          <KeyValue
            pairs={[
              { key: "Since", value: dayAndTime(shift.from) },
              { key: "Until", value: dayAndTime(shift.until) },
              {
                key: "Quiet hours",
                value: shift.quiet === null ? "none" : `${fieldOf(shift.quiet.from)} to ${fieldOf(shift.quiet.until)}`,
              },
              { key: "Between pages", value: `${lasting(gapOf(shift))} at least` },
            ]}
          />
          <p className={css.text}>
            Do something else, in this tab or elsewhere; leave the tab open. When the next page comes, and whether one
            comes, is not told.
          </p>
          {waits && <Callout title="A page waits">It goes off when the run that is being played is over.</Callout>}
        </div>
      </Section>
      <Section title="Pages">
        <PageList shift={shift} facts={facts} onOpen={(page) => void duty.lead(kept, page)} />
      </Section>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        size="s"
        title="End the shift now?"
        description="Nothing is lost and nothing is held against you. Pages that have not come do not come; one that rings goes to the secondary."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Stay on call</Button>
            <Button kind="primary" onClick={() => void end()}>
              End the shift
            </Button>
          </>
        }
      />
    </>
  );
}
