import { type ComponentType, lazy, Suspense, useEffect, useState } from "react";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { download } from "#ui/download";
import { Announcer } from "#ui/kit/announce";
import { Button } from "#ui/kit/Button";
import { ErrorBoundary } from "#ui/kit/ErrorBoundary";
import { Loading } from "#ui/kit/State";
import { Toaster, toast } from "#ui/kit/toast";
import { type Services, ServicesProvider } from "#ui/services";
import { StorageStrip } from "./StorageStrip";

const Home = lazy(() => import("#ui/pages/home/index"));
const IncidentPage = lazy(() => import("#ui/pages/incident/index"));
const RunPage = lazy(() => import("#ui/pages/run/index"));
const DebriefPage = lazy(() => import("#ui/pages/debrief/index"));
const WalkPage = lazy(() => import("#ui/pages/walk/index"));
const ShiftPage = lazy(() => import("#ui/pages/shift/index"));
const ComparePage = lazy(() => import("#ui/pages/compare/index"));
const LibraryPage = lazy(() => import("#ui/pages/library/index"));
const ProgressPage = lazy(() => import("#ui/pages/progress/index"));
const StoriesPage = lazy(() => import("#ui/pages/stories/index"));
const QuestionsPage = lazy(() => import("#ui/pages/questions/index"));
const AccuracyPage = lazy(() => import("#ui/pages/questions/Accuracy"));
const QuestionPage = lazy(() => import("#ui/pages/questions/Card"));
const PostmortemPage = lazy(() => import("#ui/pages/postmortem/index"));
const DataPage = lazy(() => import("#ui/pages/data/index"));
const KitPage = lazy(() => import("#ui/pages/kit/KitPage"));

/** Hash routes: deep links work from any folder of any static host. */
export function App({ services }: { services: Services }) {
  const [location] = useHashLocation();
  return (
    <ServicesProvider value={services}>
      <StorageStrip problem={services.storageProblem}>
        <ErrorBoundary
          name="This page"
          resetKeys={[location]}
          actions={<Button onClick={() => void saveEverything(services)}>Save all runs as a file</Button>}
          advice={
            <>
              What was shown is stored: a run continues where it was. Try again or reload; if that does not help, the{" "}
              <a href="rescue.html">rescue page</a> saves everything without the app. <a href="#/">All incidents</a>
            </>
          }
        >
          <Suspense fallback={<Loading label="Opening" height="100dvh" />}>
            <Router hook={useHashLocation}>
              <Switch>
                <Route path="/">
                  <Home />
                </Route>
                <Route path="/run/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
                <Route path="/run/:id/debrief">{({ id }) => <DebriefPage key={id} id={id} />}</Route>
                <Route path="/run/:id/walk/:second?">
                  {({ id, second }) => <WalkPage key={id} id={id} second={Number(second ?? 0) || 0} />}
                </Route>
                <Route path="/oncall/:id?">
                  {({ id }) => <ShiftPage key={id ?? ""} {...(id !== undefined && { id })} />}
                </Route>
                <Route path="/run/:id/expert/:second?">
                  {({ id, second }) => <WalkPage key={id} id={id} stand="expert" second={Number(second ?? 0) || 0} />}
                </Route>
                <Route path="/run/:id/idle/:second?">
                  {({ id, second }) => <WalkPage key={id} id={id} stand="idle" second={Number(second ?? 0) || 0} />}
                </Route>
                <Route path="/run/:id/compare/:other?">
                  {({ id, other }) => <ComparePage key={id} id={id} other={other ?? null} />}
                </Route>
                <Route path="/run/:id/postmortem">{({ id }) => <PostmortemPage key={id} id={id} />}</Route>
                <Route path="/library">
                  <LibraryPage />
                </Route>
                <Route path="/progress/:filters?">
                  {({ filters }) => <ProgressPage {...(filters !== undefined && { filters })} />}
                </Route>
                <Route path="/stories/:id?">
                  {({ id }) => <StoriesPage key={id ?? ""} {...(id !== undefined && { id })} />}
                </Route>
                <Route path="/questions">
                  <QuestionsPage />
                </Route>
                <Route path="/questions/accuracy">
                  <AccuracyPage />
                </Route>
                <Route path="/questions/:id">{({ id }) => <QuestionPage key={id} id={id} />}</Route>
                <Route path="/data">
                  <DataPage />
                </Route>
                <Route path="/kit">
                  <KitPage />
                </Route>
                <Route path="/:code">{({ code }) => <IncidentPage key={code} id={code} />}</Route>
                <Route>
                  <IncidentPage id="" />
                </Route>
              </Switch>
            </Router>
          </Suspense>
        </ErrorBoundary>
      </StorageStrip>
      <Announcer />
      <Toaster />
      <OnCall />
    </ServicesProvider>
  );
}

/** What pages somebody who is on call. It comes after what is seen now; where it cannot be had, nobody is paged. */
function OnCall() {
  const [Watch, setWatch] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = () => import("#ui/shift/index").then((room) => setWatch(() => room.default));
    const timer = setTimeout(() => load().catch(() => undefined), 1500);
    return () => clearTimeout(timer);
  }, []);
  return Watch && <Watch />;
}

async function saveEverything({ runs }: Services): Promise<void> {
  try {
    download("meantime-runs.json", (await runs.exportAll()).json);
  } catch (error) {
    toast({ title: "The runs could not be read", detail: String(error), tone: "bad" });
  }
}
