import type { ReactNode } from "react";
import { download } from "./download";
import { Button } from "./kit/Button";
import { ErrorState } from "./kit/State";
import { useLive, useSession } from "./live";

/** The storage refused the run: what it said and then `children`, another attempt, and the run as a file. */
export function NotOpened({ children }: { readonly children?: ReactNode }) {
  const session = useSession();
  const problem = useLive((state) => state.problem);
  const code = useLive((state) => state.run?.code ?? "run");
  return (
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
      {problem?.text} {children}
    </ErrorState>
  );
}
