import { Flag } from "lucide-react";
import { useState } from "react";
import { useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { RefusalNote } from "../../RefusalNote";
import { useTeamView } from "../../team/context";
import css from "./conduct.module.css";
import { usePlan } from "./store";

/** Ends the exercise when its time is up or its point is made, whether or not the incident is over. */
export function EndExercise() {
  const may = useTeamView((team) => team.may.includes("end"));
  const [plan] = usePlan();
  const [isAsking, setAsking] = useState(false);
  const { give, busy, refusal } = useCommand();
  if (!may) return null;
  const end = async () => {
    if (await give({ kind: "end", args: {} })) setAsking(false);
  };
  return (
    <div className={css.buttons}>
      <Button kind="quiet" icon={<Flag />} onClick={() => setAsking(true)}>
        End the exercise…
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title="End the exercise?"
        description={`It was planned for ${plan.minutes} minutes. It ends for everybody, and the hot wash begins.`}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Go on</Button>
            <Button kind="primary" busy={busy} data-autofocus onClick={() => void end()}>
              End the exercise
            </Button>
          </>
        }
      >
        <p>Nothing can be done in the incident any more. What was done is kept; everybody can talk about it next.</p>
        {refusal !== null && <RefusalNote refusal={refusal} />}
      </Dialog>
    </div>
  );
}
