import { useEffect } from "react";
import { consoleStore, openPanel } from "../../../console-state";
import { useOpenRoom } from "../../../team/context";

/** Where nothing is simulated the charts have nothing to show: a told incident begins with what is said. */
export function useBeginsWithTalk(): void {
  const { setup } = useOpenRoom();
  const isTold = setup.subject.kind === "tabletop";
  useEffect(() => {
    if (isTold && consoleStore.getState().panel === "board") openPanel("channel");
  }, [isTold]);
}
