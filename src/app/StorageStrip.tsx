import type { CSSProperties, ReactNode } from "react";
import type { StorageProblem } from "#session/contract";
import { ToneShape } from "#ui/kit/Sign";
import css from "./StorageStrip.module.css";

/** Height of the strip; pages that fill the window make room for it. */
const HEIGHT = 32;

/** One line above every page as long as nothing is kept. */
export function StorageStrip({ problem, children }: { problem: StorageProblem | null; children: ReactNode }) {
  if (problem === null) return children;
  return (
    <div style={{ "--page-height": `calc(100dvh - ${HEIGHT}px)` } as CSSProperties}>
      <aside aria-label="Storage" className={css.strip} style={{ height: HEIGHT }} title={problem.text}>
        <ToneShape tone="warn" />
        <span className={css.text}>Nothing is kept when this tab closes. {problem.text}</span>
        <a href="#/data">What to do</a>
      </aside>
      {children}
    </div>
  );
}
