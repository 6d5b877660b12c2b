import { isOwn } from "#modes/drill/own";
import type { RunSummary } from "#session/contract";

/** A drill that was finished, with the ways it was met. */
export interface Met {
  readonly slug: string;
  readonly code: string;
  readonly title: string;
  /** Each with the newest run of it. */
  readonly variants: readonly { readonly variant: string; readonly run: RunSummary }[];
}

/** Drills by what was finished of them, the newest first. `runs` newest first. */
export function metDrills(runs: readonly RunSummary[]): readonly Met[] {
  const drills = new Map<string, { slug: string; code: string; title: string; variants: Map<string, RunSummary> }>();
  for (const run of runs.filter(isOwn)) {
    const { drill: slug, code, title, variant } = run;
    const met = drills.get(slug) ?? { slug, code, title, variants: new Map<string, RunSummary>() };
    if (!met.variants.has(variant)) met.variants.set(variant, run);
    drills.set(slug, met);
  }
  return [...drills.values()].map(({ variants, ...drill }) => ({
    ...drill,
    variants: [...variants].map(([variant, run]) => ({ variant, run })),
  }));
}
