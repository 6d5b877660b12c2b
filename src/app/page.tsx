import { type ComponentType, useEffect, useState } from "react";
import { once } from "#lib/once";
import { Loading } from "#ui/kit/State";

/** A page that is loaded when it is needed first. */
export type LaterPage<P> = ComponentType<P> & {
  /** Loads it ahead; rejects when it cannot be had. A page that is there is shown with the first render. */
  readonly ready: () => Promise<unknown>;
};

/**
 * A page with code of its own. Not with React's `lazy`: what follows one of its fallbacks is held back for 300 ms, however
 * soon it is there. A load that fails is thrown for the boundary above, and tried again with the next rendering.
 */
export function page<P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>): LaterPage<P> {
  let there: ComponentType<P> | null = null;
  const ready = once(async () => {
    there = (await load()).default;
    return there;
  });
  function Later(props: P) {
    const [Loaded, setLoaded] = useState(() => there);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    useEffect(() => {
      if (Loaded !== null) return;
      ready().then(
        (found) => setLoaded(() => found),
        (error: unknown) => setFailure({ error }),
      );
    }, [Loaded]);
    if (failure !== null) throw failure.error;
    return Loaded === null ? <Loading label="Opening" height="100dvh" /> : <Loaded {...props} />;
  }
  return Object.assign(Later, { ready });
}
