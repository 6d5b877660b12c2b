import { Plus } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { RoomSummary } from "#session/team/contract";
import { DropHint, useDrop } from "../../dropping";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { PLAN_ENDING } from "../../team/plan/file";
import { useTitle } from "../../title";
import { About } from "./About";
import { JoinByAddress, OpenFile } from "./Entrances";
import { ROOM_ENDING, useIncidents, usePlanFile, useRoomFile } from "./files";
import css from "./gameday.module.css";
import { NewPlan } from "./NewPlan";
import { Plans } from "./Plans";
import type { StoredPlan } from "./plans";
import { Rooms } from "./Rooms";
import { Tabletop } from "./Tabletop";

/** Something that is read out of storage. */
type Read<T> = { readonly list: readonly T[] | null; readonly failure: string | null };

const NOTHING_YET = { list: null, failure: null } as const;

/** Reads a list, again with every call; what was there stays when it cannot be read any more. */
function useRead<T>(read: () => Promise<readonly T[]>): Read<T> & { readonly reload: () => void } {
  const [state, setState] = useState<Read<T>>(NOTHING_YET);
  const reload = useCallback(() => {
    read().then(
      (list) => setState({ list, failure: null }),
      (error: unknown) => setState(({ list }) => ({ list, failure: messageOf(error) })),
    );
  }, [read]);
  useEffect(reload, [reload]);
  return { ...state, reload };
}

/** Game days: rooms of this browser, plans, and incidents that are only told. */
export default function GamedayPage() {
  const { rooms, documents } = useServices();
  const [isPlanning, setPlanning] = useState(false);
  useTitle("Game days");
  const kept = useRead<RoomSummary>(useCallback(async () => (await rooms()).list(), [rooms]));
  const plans = useRead<StoredPlan>(
    // A plan that is bound to a room stands with the room.
    useCallback(async () => (await documents.list("gameday")).filter(({ run }) => run === null), [documents]),
  );
  const file = useRoomFile();
  const incidents = useIncidents();
  const planFile = usePlanFile();
  const isOver = useDrop((first, all) => {
    if (first.name.endsWith(`.${PLAN_ENDING}`)) void planFile.open(first);
    else if (all.some(({ name }) => /\.json$/i.test(name))) void incidents.take(all);
    else void file.open(first);
  });
  const isNew = kept.list?.length === 0 && plans.list?.length === 0;
  return (
    <Frame>
      <div className={css.page}>
        <h1 className={css.title}>Game days</h1>
        <About isNew={isNew} />
        <div className={css.ways}>
          <section aria-labelledby="gameday-lead" className={css.way}>
            <h2 id="gameday-lead">Lead one</h2>
            <p>Choose a drill or an incident, prepare what happens in it, and open a room.</p>
            <div className={css.buttons}>
              <Button kind="primary" icon={<Plus />} onClick={() => setPlanning(true)}>
                Plan a game day
              </Button>
              <OpenFile what="plan" ending={PLAN_ENDING} type="application/json" file={planFile} />
            </div>
          </section>
          <section aria-labelledby="gameday-join" className={css.way}>
            <h2 id="gameday-join">Take part in one</h2>
            <p>With the address the facilitator gave you, or a room's file.</p>
            <JoinByAddress />
            <OpenFile what="room" ending={ROOM_ENDING} type="application/gzip" file={file} />
          </section>
        </div>
        <Section title="Rooms">
          <Listed read={kept} what="rooms">
            {(list) =>
              list.length === 0 ? (
                <p className={css.note}>
                  No room yet. A room that was opened or joined in this browser stands here, during the game day and
                  afterwards.
                </p>
              ) : (
                <Rooms rooms={list} onChange={kept.reload} />
              )
            }
          </Listed>
        </Section>
        <Section title="Plans">
          <Listed read={plans} what="plans">
            {(list) =>
              list.length === 0 ? (
                <p className={css.note}>
                  No plan yet. What you prepare is kept in this browser, and can be played with several teams.
                </p>
              ) : (
                <Plans plans={list} onChange={plans.reload} />
              )
            }
          </Listed>
        </Section>
        <Tabletop incidents={incidents} />
        {isOver && <DropHint>Let go to open a room's or a plan's file, or a list of incidents</DropHint>}
        {isPlanning && <NewPlan onClose={() => setPlanning(false)} />}
      </div>
    </Frame>
  );
}

function Listed<T>({
  read: { list, failure },
  what,
  children,
}: {
  read: Read<T>;
  what: string;
  children: (list: readonly T[]) => React.ReactNode;
}) {
  if (failure !== null) {
    return (
      <ErrorState title={`The ${what} cannot be listed`} action={<a href="#/data">Your data</a>}>
        {failure}
      </ErrorState>
    );
  }
  return list === null ? <Loading label={`Looking for ${what}`} /> : children(list);
}
