import { useLayoutEffect } from "react";
import type { StorageProblem } from "#session/contract";
import { ToneShape } from "#ui/kit/Sign";
import css from "./StorageStrip.module.css";

/** Height of the strip; pages that fill the window make room for it. */
const HEIGHT = 32;

/**
 * One line above the page about what is wrong with storage, and the way to what can be done: nothing is kept, or so many runs
 * are not listed because they cannot be read.
 */
export default function StorageStrip({ problem, unlisted }: { problem: StorageProblem | null; unlisted: number }) {
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--page-height", `calc(100dvh - ${HEIGHT}px)`);
    return () => void style.removeProperty("--page-height");
  }, []);
  const [runs, them] = unlisted === 1 ? ["run", "it"] : ["runs", "them"];
  const said =
    problem !== null
      ? `Nothing is kept when this tab closes. ${problem.text}`
      : `${unlisted} ${runs} cannot be read. Nothing of ${them} was changed, and every file of everything has ${them}.`;
  return (
    <aside aria-label="Storage" className={css.strip} style={{ height: HEIGHT }} title={said}>
      <ToneShape tone="warn" />
      <span className={css.text}>{said}</span>
      <a href="#/data">What to do</a>
    </aside>
  );
}
