import { type Ref, useEffect, useState } from "react";
import type { Chunk, Take } from "#domain/interview";
import { messageOf } from "#lib/message";
import { Button } from "../kit/Button";
import { Callout, Loading } from "../kit/State";
import { useServices } from "../services";
import { soundOf } from "./keeping";
import { type PlayerHandle, TakePlayer } from "./TakePlayer";

/** Plays a recording from where it is stored. */
export function StoredTake({ take, label, handle }: { take: Take; label: string; handle?: Ref<PlayerHandle> }) {
  const { interviews } = useServices();
  const [chunks, setChunks] = useState<readonly Chunk[] | { readonly failed: string } | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try reads once more
  useEffect(() => {
    let gone = false;
    const read = async () => soundOf(await interviews(), take.id);
    read().then(
      (found) => !gone && setChunks(found),
      (error: unknown) => !gone && setChunks({ failed: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [interviews, take.id, tries]);
  if (chunks === null) return <Loading label={`Reading: ${label}`} lines={2} />;
  if ("failed" in chunks) {
    return (
      <Callout
        tone="bad"
        title="The recording cannot be read"
        action={<Button onClick={() => setTries((now) => now + 1)}>Try again</Button>}
      >
        {chunks.failed}
      </Callout>
    );
  }
  if (chunks.length === 0) {
    return (
      <Callout title="Nothing of it was stored">
        The tab was gone before the first second was over, or its sound was left out of a file.
      </Callout>
    );
  }
  return <TakePlayer take={take} chunks={chunks} label={label} {...(handle !== undefined && { handle })} />;
}
