import { download } from "../../download";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { ErrorState, Loading } from "../../kit/State";
import { useLive, useSession } from "../../live";

/** The storage refused the run: what it said, another attempt, and the run as a file. */
export default function StoppedPage() {
  const session = useSession();
  const problem = useLive((state) => state.problem);
  const status = useLive((state) => state.status);
  const code = useLive((state) => state.run?.code ?? "run");
  if (status !== "failed") return <Loading label="Opening the run" height="100dvh" />;
  return (
    <Frame>
      <h1 className="visually-hidden">{code}</h1>
      <ErrorState
        title="The run cannot be opened now"
        action={
          <>
            <Button onClick={() => download(`${code}.json`, session.exportRun())}>Save it as a file</Button>
            <Button kind="primary" onClick={() => session.resume()}>
              Try again
            </Button>
          </>
        }
      >
        {problem?.text} <a href="#/data">Where runs are kept</a>
      </ErrorState>
    </Frame>
  );
}
