import { lazy, Suspense } from "react";
import { Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { Announcer } from "#ui/kit/announce";
import { ErrorBoundary } from "#ui/kit/ErrorBoundary";
import { EmptyState, Loading } from "#ui/kit/State";
import { Toaster } from "#ui/kit/toast";
import { type Services, ServicesProvider } from "#ui/services";

const Home = lazy(() => import("#ui/pages/home/index"));
const RunPage = lazy(() => import("#ui/pages/run/index"));
const KitPage = lazy(() => import("#ui/pages/kit/KitPage"));

/** Hash routes: deep links work from any folder of any static host, and from a file. */
export function App({ services }: { services: Services }) {
  return (
    <ServicesProvider value={services}>
      <ErrorBoundary
        name="page"
        advice={
          <>
            Your runs are safe in this browser. Reload the page; if that does not help,{" "}
            <a href="rescue.html">download everything</a> without the app.
          </>
        }
      >
        <Suspense fallback={<Loading label="Opening" />}>
          <Router hook={useHashLocation}>
            <Switch>
              <Route path="/" component={Home} />
              <Route path="/run/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
              <Route path="/kit" component={KitPage} />
              <Route>
                <main>
                  <EmptyState title="There is nothing at this address">
                    <a href="#/">All incidents</a>
                  </EmptyState>
                </main>
              </Route>
            </Switch>
          </Router>
        </Suspense>
      </ErrorBoundary>
      <Announcer />
      <Toaster />
    </ServicesProvider>
  );
}
