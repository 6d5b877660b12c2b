import { useState } from "react";
import { consoleStore, openPanel, useConsole } from "../../console-state";
import { CommandPalette } from "../../kit/CommandPalette";
import { useLive, useSession } from "../../live";
import { ActionDialog, type Intent } from "../actions/ActionDialog";
import { EndDialog, ResolveDialog } from "../notebook/Closing";
import { paletteGroups, type Ways } from "./groups";

/** Everything by name: answers, panels, actions, the incident, the clock. Stays mounted for the dialogs it opens. */
export default function Palette() {
  const [intent, setIntent] = useState<Intent | null>(null);
  const [closing, setClosing] = useState<"resolve" | "end" | null>(null);
  const ways: Ways = {
    act: setIntent,
    go: openPanel,
    write: (audience) => {
      if (audience === "customers") openPanel("status");
      // Beside every other panel the channel is there already, where there is room.
      else openPanel("channel", { compose: audience });
    },
    resolve: () => setClosing("resolve"),
    end: () => setClosing("end"),
  };
  return (
    <>
      <Commands ways={ways} />
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
      <ResolveDialog open={closing === "resolve"} onClose={() => setClosing(null)} />
      <EndDialog open={closing === "end"} onClose={() => setClosing(null)} />
    </>
  );
}

const setOpen = (open: boolean): void => consoleStore.setState({ palette: open });

function Commands({ ways }: { ways: Ways }) {
  const session = useSession();
  const isOpen = useConsole((state) => state.palette);
  // While it is closed nothing is listed, and nothing has to follow the run.
  const state = useLive((live) => (isOpen ? live : null));
  const groups = state?.view == null ? [] : paletteGroups(state, state.view, session, ways);
  return (
    <CommandPalette open={isOpen} onOpenChange={setOpen} groups={groups} placeholder="Do something, go somewhere…" />
  );
}
