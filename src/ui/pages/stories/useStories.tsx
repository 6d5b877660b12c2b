import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { Sources, StoredDocument } from "#session/contract";
import { removeWritten } from "../../removing";
import { type Services, useServices } from "../../services";

export type StoredStory = StoredDocument<"story">;

/** What a story is called, in a list. */
export const titleOf = ({ body }: StoredStory): string => body.title.trim() || "Untitled";

/** Removes a story and offers to take that back; `changed` is called after both. */
export const removeStory = (services: Services, story: StoredStory, changed: () => void): Promise<boolean> =>
  removeWritten(services, story, `“${titleOf(story)}”`, changed);

/** All stories, newest change first; null while they are read. */
export function useStories(): {
  readonly list: readonly StoredStory[] | null;
  readonly failure: string | null;
  readonly reload: () => void;
} {
  const { documents } = useServices();
  const [list, setList] = useState<readonly StoredStory[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const reload = useCallback(() => {
    documents.list("story").then(
      (found) => {
        setList(found);
        setFailure(null);
      },
      (error: unknown) => {
        setList([]);
        setFailure(messageOf(error));
      },
    );
  }, [documents]);
  useEffect(reload, [reload]);
  return { list, failure, reload };
}

/** What learners are asked; null while it is loaded, empty when it cannot be. */
export function useSources(): Sources | null {
  const { library } = useServices();
  const [sources, setSources] = useState<Sources | null>(null);
  useEffect(() => {
    let gone = false;
    library.sources().then(
      (found) => {
        if (!gone) setSources(found);
      },
      () => {
        if (!gone) setSources({});
      },
    );
    return () => {
      gone = true;
    };
  }, [library]);
  return sources;
}
