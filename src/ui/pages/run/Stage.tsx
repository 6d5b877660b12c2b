import { lazy, useState } from "react";
import { useLive } from "../../live";

const BriefingPage = lazy(() => import("../briefing/index"));
const ConsolePage = lazy(() => import("../console/index"));
const FinishedPage = lazy(() => import("./FinishedPage"));
const StoppedPage = lazy(() => import("./StoppedPage"));

/** What the run's page shows, by how the run stands. */
export function Stage() {
  const status = useLive((state) => state.status);
  const hasView = useLive((state) => state.view !== null);
  const [looksAround, setLooksAround] = useState(false);
  if (status === "briefing") return <BriefingPage />;
  if (status === "failed" || !hasView) return <StoppedPage />;
  if (status === "finished" && !looksAround) return <FinishedPage onLookAround={() => setLooksAround(true)} />;
  return <ConsolePage />;
}
