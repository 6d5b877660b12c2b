import { useEffect } from "react";
import type { View } from "#domain/view";
import { foldRoom } from "#modes/gameday/room";
import { announce } from "../kit/announce";
import { toast } from "../kit/toast";
import { useOpenRoom } from "./context";
import { type Known, newsOf } from "./news";
import { waitingFor, waitingStore } from "./waiting";

const knownOf = (view: View | null): Known | null =>
  view === null || view.team === null ? null : { team: view.team, room: foldRoom(view.team, view.now), now: view.now };

/** Says what others do that concerns this seat, as soon as they do it, and counts what waits for it. */
export function News() {
  const { session } = useOpenRoom();
  useEffect(() => {
    let { view } = session.getState();
    let known = knownOf(view);
    const count = () => waitingStore.setState({ waiting: known === null ? {} : waitingFor(known.team, known.room) });
    count();
    const stop = session.subscribe((state) => {
      if (state.view === view) return;
      const before = known;
      view = state.view;
      known = knownOf(view);
      if (known === null || before === null) return;
      if (known.room === before.room && known.team === before.team) return;
      count();
      if (view?.phase === "ended") return;
      for (const { isShown, ...item } of newsOf(before, known)) {
        if (isShown) toast(item);
        else announce(item.title);
      }
    });
    return () => {
      stop();
      waitingStore.setState({ waiting: {} });
    };
  }, [session]);
  return null;
}
