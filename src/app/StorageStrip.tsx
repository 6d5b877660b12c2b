import { type CSSProperties, type ReactNode, useSyncExternalStore } from "react";
import type { RunStore, StorageProblem } from "#session/contract";
import { ToneShape } from "#ui/kit/Sign";
import css from "./StorageStrip.module.css";

/** Height of the strip; pages that fill the window make room for it. */
const HEIGHT = 32;

interface StorageStripProps {
  /** Set when nothing is kept: said above every page. */
  readonly problem: StorageProblem | null;
  readonly runs: RunStore;
  /** Whether the page lists runs, so that one would be looked for in vain. */
  readonly lists: boolean;
  readonly children: ReactNode;
}

/** One line above the page about what is wrong with storage, and the way to what can be done. */
export function StorageStrip({ problem, runs, lists, children }: StorageStripProps) {
  const unlisted = useSyncExternalStore(runs.unlisted.subscribe, runs.unlisted.getState);
  const said =
    problem !== null
      ? `Nothing is kept when this tab closes. ${problem.text}`
      : unlisted > 0 && lists
        ? `${unlisted} ${unlisted === 1 ? "run" : "runs"} cannot be read. Nothing of ${unlisted === 1 ? "it" : "them"} was changed, and every file of everything has ${unlisted === 1 ? "it" : "them"}.`
        : null;
  // The same elements with and without it: a page that is open stays as it is when the strip comes or goes.
  return (
    <div
      className={css.whole}
      style={said === null ? undefined : ({ "--page-height": `calc(100dvh - ${HEIGHT}px)` } as CSSProperties)}
    >
      <div className={css.page}>{children}</div>
      {/* Shown above the page, but after it in order: the first thing that Tab reaches stays the way to the content. */}
      {said !== null && (
        <aside aria-label="Storage" className={css.strip} style={{ height: HEIGHT }} title={said}>
          <ToneShape tone="warn" />
          <span className={css.text}>{said}</span>
          <a href="#/data">What to do</a>
        </aside>
      )}
    </div>
  );
}
