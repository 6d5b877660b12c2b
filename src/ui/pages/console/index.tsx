import type { ReactNode } from "react";
import { type ConsolePanel, useConsole } from "../../console-state";
import { NARROW, useMedia } from "../../media";
import { useWide } from "../../wide";
import { PanelSlot } from "./Centre";
import css from "./console.module.css";
import { Desk } from "./Desk";
import { Header } from "./Header";
import { Places } from "./Places";
import { useRunKeys } from "./shortcuts";

const PHONE: readonly ConsolePanel[] = ["board", "logs", "channel", "actions"];

/**
 * The control room: what is owed on top, one panel in the middle, people and work in progress beside it. `strip` stands
 * below the header: what moves through a run that is over.
 */
export default function ConsolePage({ strip }: { strip?: ReactNode }) {
  const isWide = useWide();
  const isNarrow = useMedia(NARROW);
  const panel = useConsole((state) => state.panel);
  const keys = useRunKeys();
  return (
    <Desk
      header={
        <>
          <Header />
          {strip}
        </>
      }
      keys={keys}
      places={(onHelp) => isNarrow && <Places label="Panels" panels={PHONE} onHelp={onHelp} />}
    >
      {isWide && (
        <aside aria-label="People and work" className={css.side}>
          <h2 className="visually-hidden">People and work</h2>
          {panel !== "channel" && (
            <div className={css.sideChannel}>
              <PanelSlot id="channel" label="Channel" />
            </div>
          )}
          <div className={css.sideWork}>
            <PanelSlot id="operations" label="In progress" />
          </div>
        </aside>
      )}
    </Desk>
  );
}
