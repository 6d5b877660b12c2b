import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { PackSummary } from "#session/contract";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { offerUndo } from "../../undo";
import { Imported, ImportWays } from "./Import";
import { useImporting } from "./importing";
import { NewDrill } from "./NewDrill";
import { PackEntry } from "./PackEntry";
import css from "./packs.module.css";
import { SaveDrill } from "./SaveDrill";

/** Drills that were not built in: taken in, listed, saved, removed. */
export default function PacksPage() {
  const { packs, library, clock } = useServices();
  const [list, setList] = useState<readonly PackSummary[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBeginning, setBeginning] = useState(false);
  useTitle("Packs");

  const refresh = useCallback(async () => {
    try {
      setList(await (await packs()).list());
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  }, [packs]);
  useEffect(() => {
    void refresh();
    return library.onChange(() => void refresh());
  }, [refresh, library]);

  const importing = useImporting(() => void refresh());

  const remove = async ({ id, title }: PackSummary) => {
    const fail = (what: string) => (error: unknown) => {
      toast({ title: what, detail: messageOf(error), tone: "bad" });
    };
    try {
      const shelf = await packs();
      const whole = await shelf.load(id);
      await shelf.remove(id);
      await refresh();
      if (whole === null) return;
      offerUndo(`“${title}” is removed; its runs can still be read`, () => {
        shelf.save(whole).then(refresh, fail("It could not be brought back"));
      });
    } catch (error) {
      fail(`“${title}” could not be removed`)(error);
    }
  };

  return (
    <Frame>
      <div className={css.page}>
        <h1 className={css.title}>Packs</h1>
        <p className={css.lead}>
          A pack is drills that did not come with Meantime: your own, or somebody else's. It is read and checked here;
          nothing of it runs but the simulation, and nothing is fetched.
        </p>
        <div className={css.ways}>
          <section aria-labelledby="pack-write" className={css.way}>
            <h2 id="pack-write">Write one</h2>
            <p>Start with a small incident that plays, and change it until it is yours.</p>
            <div className={css.buttons}>
              <Button kind="primary" onClick={() => setBeginning(true)}>
                New drill
              </Button>
            </div>
          </section>
          <section aria-labelledby="pack-open" className={css.way}>
            <h2 id="pack-open">Take one in</h2>
            <p>From one YAML file or a zip. It can be dropped anywhere on this page, too.</p>
            <ImportWays importing={importing} />
          </section>
          <section aria-labelledby="pack-change" className={css.way}>
            <h2 id="pack-change">Change one that is there</h2>
            <p>As a copy with names of its own. Its text tells what the incident is: play it first.</p>
            <SaveDrill />
          </section>
        </div>
        <Imported importing={importing} />
        <Section title="Kept here">
          {failure !== null ? (
            <ErrorState title="The packs cannot be listed" action={<a href="#/data">Your data</a>}>
              {failure}
            </ErrorState>
          ) : list === null ? (
            <Loading label="Looking for packs" />
          ) : list.length === 0 ? (
            <EmptyState title="No pack yet">
              <p>A pack that you keep stands here, and its drills among all incidents, with or without network.</p>
            </EmptyState>
          ) : (
            <div className={css.packs}>
              {list.map((pack) => (
                <PackEntry key={pack.id} pack={pack} now={clock.now()} onRemove={() => void remove(pack)} />
              ))}
            </div>
          )}
        </Section>
        {isBeginning && <NewDrill onClose={() => setBeginning(false)} />}
      </div>
    </Frame>
  );
}
