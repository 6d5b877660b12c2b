import { lazy, Suspense, useState } from "react";
import { Loading } from "../../kit/State";
import { useLive } from "../../live";

const BriefingPage = lazy(() => import("../briefing/index"));
const ConsolePage = lazy(() => import("../console/index"));
const FinishedPage = lazy(() => import("./FinishedPage"));
const StoppedPage = lazy(() => import("./StoppedPage"));

/**
 * What the run's page shows, by how the run stands. What is still on its way suspends here and not further up, where
 * it would take the session with it.
 */
export function Stage() {
  return (
    <Suspense fallback={<Loading label="Opening the run" height="100dvh" />}>
      <Scene />
    </Suspense>
  );
}

function Scene() {
  const status = useLive((state) => state.status);
  const hasView = useLive((state) => state.view !== null);
  const [looksAround, setLooksAround] = useState(false);
  if (status === "briefing") return <BriefingPage />;
  if (status === "failed" || !hasView) return <StoppedPage />;
  if (status === "finished" && !looksAround) return <FinishedPage onLookAround={() => setLooksAround(true)} />;
  return <ConsolePage />;
}
