import { useEffect } from "react";
import type { ExercisePlan } from "#domain/exercise";
import { offerUndo } from "../../undo";
import { conductStore } from "./store";

/** Offers that still stand, by what dismisses them. */
const offers = new Set<() => void>();

/**
 * Offers to take something of the plan back: in the plan as it is by then, so that what was changed since stays. It outlives the tab it
 * was offered in.
 */
export function offerPlanUndo(title: string, back: (plan: ExercisePlan) => Partial<ExercisePlan>): void {
  offers.add(
    offerUndo(title, () => {
      const { plan } = conductStore.getState();
      if (plan !== null) plan.change(back(plan.document.body));
    }),
  );
}

/** What was planned is nobody else's to read: what was offered goes with the desk. */
export function usePlanUndo(): void {
  useEffect(
    () => () => {
      for (const close of offers) close();
      offers.clear();
    },
    [],
  );
}
