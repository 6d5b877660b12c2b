import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { PackShelf } from "#session/contract";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { metDrills } from "../library/met";
import { Bench } from "./Bench";
import { type Opened, openDrill } from "./open";

interface Found {
  readonly shelf: PackShelf;
  readonly opened: Opened | null;
  /** A built-in drill that was not finished yet: its text gives it away. */
  readonly isSpoiler: boolean;
}

/** A drill as text beside its picture. `slug` is that of a built-in drill, to begin with a copy of it, or of a drill of a pack. */
export default function WorkshopPage({ slug }: { slug: string }) {
  const { packs, library, runs } = useServices();
  const [found, setFound] = useState<Found>();
  const [failure, setFailure] = useState<string | null>(null);
  useTitle("Workshop");
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const shelf = await packs();
      const opened = await openDrill(shelf, library, slug);
      const from = opened?.from ?? null;
      // Where the runs cannot be listed, nobody is kept from anything.
      const met = from === null ? null : await runs.list().then(metDrills, () => null);
      return { shelf, opened, isSpoiler: met !== null && !met.some((each) => each.slug === from?.slug) };
    };
    load().then(
      (loaded) => !gone && setFound(loaded),
      (error: unknown) => !gone && setFailure(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [packs, library, runs, slug]);
  return (
    <Frame fill>
      {failure !== null ? (
        <ErrorState title="The drill cannot be opened" action={<a href="#/packs">All packs</a>}>
          {failure}
        </ErrorState>
      ) : found === undefined ? (
        <Loading label="Opening the drill" lines={8} />
      ) : found.opened === null ? (
        <ErrorState title="There is no such drill" action={<a href="#/packs">All packs</a>}>
          Nothing here is called “{slug}”.
        </ErrorState>
      ) : found.isSpoiler ? (
        <EmptyState
          title="This tells what the incident is"
          action={
            <>
              <a href={`#/${found.opened.from?.code ?? slug}`}>Play it first</a>
              <Button onClick={() => setFound({ ...found, isSpoiler: false })}>Open it all the same</Button>
            </>
          }
        >
          <p>You have not finished “{found.opened.pack.title}” yet, and its text names the cause.</p>
        </EmptyState>
      ) : (
        <Bench opened={found.opened} shelf={found.shelf} />
      )}
    </Frame>
  );
}
