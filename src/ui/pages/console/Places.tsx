import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type ConsolePanel, openPanel, useConsole } from "../../console-state";
import { BottomBar } from "../../kit/Page";
import { usePanels } from "../../panels-open";
import { useWaiting } from "../../team/waiting";
import { MorePlaces } from "./MorePlaces";
import { ICONS } from "./Rail";

/** What is one tap away on a small screen besides panels, before them. */
export interface Front {
  readonly label: string;
  readonly icon: ReactNode;
  /** What waits there. */
  readonly count: number;
  /** Whether it is what one sees now. */
  readonly isHere: boolean;
  readonly onSelect: () => void;
}

/** A few panels one tap away, and behind the last one everything. */
export function Places({
  label,
  panels,
  front,
  onHelp,
}: {
  label: string;
  panels: readonly ConsolePanel[];
  front?: Front;
  onHelp: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const panel = useConsole((state) => state.panel);
  const waitingOn = useWaiting();
  const open = usePanels();
  const items = open
    .filter(({ id }) => panels.includes(id))
    .sort((a, b) => panels.indexOf(a.id) - panels.indexOf(b.id))
    .map(({ id, label: name }) => {
      const Icon = ICONS[id];
      return { id, label: name, icon: <Icon />, count: waitingOn(id) };
    });
  // What waits on panels that are not one tap away.
  const behind = open.reduce((sum, { id }) => sum + (panels.includes(id) ? 0 : waitingOn(id)), 0);
  const here = panels.includes(panel) ? panel : "more";
  const select = (id: string) => {
    if (id === "front") front?.onSelect();
    else if (id === "more") setOpen(true);
    else openPanel(id as ConsolePanel);
  };
  return (
    <>
      <BottomBar
        label={label}
        items={[
          ...(front === undefined ? [] : [{ id: "front", label: front.label, icon: front.icon, count: front.count }]),
          ...items,
          { id: "more", label: "More", icon: <Ellipsis />, count: behind },
        ]}
        current={front?.isHere === true ? "front" : here}
        onSelect={select}
      />
      <MorePlaces open={isOpen} onOpenChange={setOpen} onHelp={onHelp} />
    </>
  );
}
