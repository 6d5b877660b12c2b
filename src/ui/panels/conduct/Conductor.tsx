import { useEffect } from "react";
import { resolveScene } from "#engine/index";
import { messageOf } from "#lib/message";
import { useAutosave } from "../../autosave";
import { openPanel } from "../../console-state";
import { useHotkeys } from "../../kit/hotkeys";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { QuickEntry } from "../../team/entry/QuickEntry";
import { type Found, useStoredPlan } from "../../team/plan/stored";
import { useExpecting, useScoresPlanned } from "./expecting";
import { fire } from "./fire";
import { useFiring, useReached, waitingOf } from "./firing";
import { sightOf } from "./sight";
import { type ConductTab, conductStore, initialConduct } from "./store";
import { usePlanUndo } from "./undo";

/**
 * What goes on at a facilitator's desk whichever panel is open and whoever's screen is shown: the plan is kept stored,
 * injects happen when they are due, the pace is watched, and what people say is entered. It shows nothing by itself.
 */
export default function Conductor() {
  const { setup, session } = useOpenRoom();
  const found = useStoredPlan(setup);
  useGuide();
  useEffect(() => {
    const { program, run } = session.log();
    conductStore.setState({ scene: resolveScene(program, run.header.variant) });
    return () => conductStore.setState(initialConduct(), true);
  }, [session]);
  useEffect(() => {
    if (found !== null && "failure" in found) conductStore.setState({ failure: found.failure });
  }, [found]);
  useReached();
  useConductKeys();
  usePlanUndo();
  return (
    <>
      {found !== null && "document" in found && <Planned found={found} />}
      <QuickEntry />
    </>
  );
}

/** The plan while it is used: everybody on this page changes the same one. */
function Planned({ found }: { found: Exclude<Found, null | { failure: string }> }) {
  const autosave = useAutosave(found.document, {
    failure: "The plan of the exercise could not be saved",
    isNew: found.isNew,
  });
  const { document, saving } = autosave;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is done with it is the same from the first render on
  useEffect(() => conductStore.setState({ plan: autosave }), [document, saving]);
  useFiring();
  useExpecting();
  useScoresPlanned();
  return null;
}

/** The guide of what is played, where it has one. */
function useGuide(): void {
  const { setup } = useOpenRoom();
  const { gameday } = useServices();
  const slug = setup.subject.kind === "drill" ? setup.subject.slug : null;
  useEffect(() => {
    let gone = false;
    const load = async () => (slug === null ? null : (await gameday()).guide(slug));
    load().then(
      (guide) => !gone && conductStore.setState({ guide }),
      (error: unknown) => {
        if (gone) return;
        conductStore.setState({ guide: null });
        toast({ title: "The guide cannot be loaded", detail: messageOf(error), tone: "warn" });
      },
    );
    return () => {
      gone = true;
    };
  }, [slug, gameday]);
}

const TAB_KEYS: readonly (readonly [keys: string, tab: ConductTab, label: string])[] = [
  ["f n", "now", "Where the team is"],
  ["f i", "injects", "Injects"],
  ["f p", "people", "People"],
  ["f g", "guide", "Guide"],
  ["f o", "notes", "Private notes"],
];

/** Keys of the facilitator, from anywhere on the desk. */
function useConductKeys(): void {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat()?.id ?? null;
  const back = () => {
    if (seat !== null && session.getTeam().acting !== seat) session.actAs(seat);
  };
  /** Where there is no room for it beside the panels, it is opened among them. */
  const show = (tab: ConductTab) => {
    back();
    conductStore.setState({ tab });
    if (document.querySelector("[data-conduct]") === null) openPanel("conduct");
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-conduct] [data-first]`)?.focus());
  };
  const fireNext = () => {
    const { plan, refused } = conductStore.getState();
    const sight = sightOf(session, seat === null ? null : { id: seat });
    const { due, later } = waitingOf(plan?.document.body.queue ?? [], refused, sight);
    const [next] = [...due, ...later];
    if (next !== undefined && seat !== null) void fire(session, seat, next);
    else toast({ title: "No inject waits", detail: "Add one from the deck or write one." });
  };
  useHotkeys([
    { keys: "shift+i", label: "The next inject happens now", group: "Exercise", run: fireNext },
    ...TAB_KEYS.map(([keys, tab, label]) => ({ keys, label, group: "Exercise", run: () => show(tab) })),
  ]);
}
