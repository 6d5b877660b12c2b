import { Frame } from "../../Frame";
import { Loading } from "../../kit/State";
import { useLive } from "../../live";
import { NotOpened } from "../../NotOpened";

/** A run that is being opened, or that the storage refused. */
export default function StoppedPage() {
  const status = useLive((state) => state.status);
  const code = useLive((state) => state.run?.code ?? "run");
  if (status !== "failed") return <Loading label="Opening the run" height="100dvh" />;
  return (
    <Frame>
      <h1 className="visually-hidden">{code}</h1>
      <NotOpened>
        <a href="#/data">Where runs are kept</a>
      </NotOpened>
    </Frame>
  );
}
