import { OctagonX } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button";
import { Dialog } from "../kit/Dialog";
import { useHotkeys } from "../kit/hotkeys";
import { useOpenRoom, useTeamView } from "./context";
import css from "./team.module.css";

const STOP_KEYS = "mod+shift+x";

/** One key for when something real happens: the exercise is over for everybody. Anybody may press it. */
export function StopReal() {
  const { session } = useOpenRoom();
  const state = useTeamView((team) => team.clock.state);
  const [isAsking, setAsking] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  useHotkeys([
    {
      keys: STOP_KEYS,
      label: "STOP: a real incident",
      group: "General",
      inFields: true,
      run: () => setAsking(true),
    },
  ]);
  if (state === "stopped") return null;
  const stop = async () => {
    const refusal = await session.stop("A real incident");
    if (refusal === null) setAsking(false);
    else setWhy(refusal.text);
  };
  return (
    <>
      <Button kind="danger" icon={<OctagonX />} keys={STOP_KEYS} className={css.stop} onClick={() => setAsking(true)}>
        Stop
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Stop the exercise: a real incident?"
        description="It ends for everybody at once; what was done is kept."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Go on with the exercise</Button>
            <Button kind="danger" onClick={() => void stop()} data-autofocus>
              Stop — real incident
            </Button>
          </>
        }
      >
        <p>{why ?? "Everybody sees that the exercise has stopped and that something real needs them."}</p>
      </Dialog>
    </>
  );
}
