import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { Announcer } from "#ui/kit/announce";
import { Button } from "#ui/kit/Button";
import { ErrorBoundary } from "#ui/kit/ErrorBoundary";
import { Loading } from "#ui/kit/State";
import { Toaster, toast } from "#ui/kit/toast";
import Home from "#ui/pages/home/index";
import { readAhead } from "#ui/pages/home/stored";
import { RESCUE_PAGE } from "#ui/rescue";
import { type Services, ServicesProvider } from "#ui/services";
import css from "./App.module.css";
import { page } from "./page";

const Pages = page(() => import("./Pages"));
const StorageStrip = lazy(() => import("./StorageStrip"));

/** Gets ready what is shown first, so that nothing stands in its place. What cannot be had is said by the page. */
export async function readyFirst(hash: string, services: Promise<Services>): Promise<void> {
  if (/^#?\/?$/.test(hash)) await readAhead(await services);
  else await Pages.ready().catch(() => undefined);
}

/** Hash routes: deep links work from any folder of any static host. */
export function App({ services }: { services: Services }) {
  const [location] = useHashLocation();
  return (
    <ServicesProvider value={services}>
      <WithStorage services={services} lists={location === "/" || location === "/library"}>
        <ErrorBoundary
          name="This page"
          isPage
          resetKeys={[location]}
          actions={<Button onClick={() => void saveEverything(services)}>Save everything as a file</Button>}
          advice={
            <>
              What was shown is stored: a run continues where it was. Try again or reload; if that does not help, the{" "}
              <a href={RESCUE_PAGE}>rescue page</a> saves everything without the app. <a href="#/">All incidents</a>
            </>
          }
        >
          <Suspense fallback={<Loading label="Opening" height="100dvh" />}>
            <Router hook={useHashLocation}>
              <Switch>
                <Route path="/">
                  <Home />
                </Route>
                <Route>
                  <Pages />
                </Route>
              </Switch>
            </Router>
          </Suspense>
        </ErrorBoundary>
      </WithStorage>
      <Announcer />
      <Toaster />
      <OnCall />
    </ServicesProvider>
  );
}

/** The page, and above it what is wrong with storage. `lists`: it lists runs, so that one would be looked for in vain. */
function WithStorage(props: { readonly services: Services; readonly lists: boolean; readonly children: ReactNode }) {
  const { runs, storageProblem } = props.services;
  const unlisted = useSyncExternalStore(runs.unlisted.subscribe, runs.unlisted.getState);
  return (
    <div className={css.whole}>
      <div className={css.page}>{props.children}</div>
      {/* Shown above the page, but after it in order: the first thing that Tab reaches stays the way to the content. */}
      <Suspense>
        {(storageProblem !== null || (unlisted > 0 && props.lists)) && (
          <StorageStrip problem={storageProblem} unlisted={unlisted} />
        )}
      </Suspense>
    </div>
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

async function saveEverything({ transfer, clock }: Services): Promise<void> {
  try {
    const [{ everythingName, toDownloads }, { save }] = await Promise.all([import("#ui/everythingFile"), transfer()]);
    const sink = toDownloads(everythingName(clock.now()));
    await save(sink.write);
    await sink.close();
  } catch (error) {
    toast({ title: "Not everything could be saved", detail: String(error), tone: "bad" });
  }
}
