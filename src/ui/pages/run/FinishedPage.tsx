import { download } from "../../download";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { Callout } from "../../kit/State";
import { useLive, useSession, useView } from "../../live";
import css from "./run.module.css";

/** The end of a run: how it ended, and the way to the debrief. */
export default function FinishedPage({ onLookAround }: { onLookAround: () => void }) {
  const session = useSession();
  const problem = useLive((state) => state.problem);
  const run = useLive((state) => state.run);
  const ending = useView((view) => view.ending);
  return (
    <Frame title={run?.code}>
      <div className={css.finished}>
        <p className={css.when}>The run is over</p>
        <h1>{ending?.title ?? "You have left the incident"}</h1>
        <p className={css.text}>{ending?.text}</p>
        {problem !== null && (
          <Callout
            tone="bad"
            title="The result could not be stored"
            action={
              <>
                <Button onClick={() => download(`${run?.code ?? "run"}.json`, session.exportRun())}>
                  Save as a file
                </Button>
                <Button onClick={() => session.resume()}>Try again</Button>
              </>
            }
          >
            {problem.text}
          </Callout>
        )}
        <div className={css.choices}>
          <Button
            kind="primary"
            onClick={() => {
              location.hash = `#/run/${run?.id}/debrief`;
            }}
          >
            Open the debrief
          </Button>
          <Button onClick={onLookAround}>Look around once more</Button>
        </div>
      </div>
    </Frame>
  );
}
