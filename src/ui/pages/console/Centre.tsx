import { Suspense } from "react";
import { ErrorBoundary } from "../../kit/ErrorBoundary";
import { EmptyState, Loading } from "../../kit/State";
import css from "./console.module.css";
import { panelComponent } from "./registry";

/** One panel; what goes wrong in it stays in it. */
export function PanelSlot({ id, label }: { id: string; label: string }) {
  const Component = panelComponent(id);
  if (Component === null) {
    return <EmptyState title={`${label} cannot be shown`}>This version of the app has no such panel.</EmptyState>;
  }
  return (
    <ErrorBoundary key={id} name={label}>
      <Suspense
        fallback={
          <div className={css.opening}>
            <Loading label={`Opening ${label}`} lines={6} />
          </div>
        }
      >
        <Component />
      </Suspense>
    </ErrorBoundary>
  );
}
