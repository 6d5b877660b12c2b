import { useCallback, useEffect, useState } from "react";
import type { Second } from "#domain/ids";
import { messageOf } from "#lib/message";
import type { StoredDocument } from "#session/contract";
import { readStored, writeStored } from "../kit/stored";
import { useServices } from "../services";

export type StoredNote = StoredDocument<"note">;

/** Under which name somebody writes notes in this browser. */
const AUTHOR_KEY = "meantime.author";
export const storedAuthor = (): string => readStored(AUTHOR_KEY) ?? "";

/** Notes on one run, those on the whole of it first, then by their second. */
export interface Notes {
  readonly list: readonly StoredNote[];
  /** Why the last thing did not work; null while everything does. */
  readonly failure: string | null;
  /** Resolves with whether it was written. */
  readonly add: (text: string, second: Second | null, author: string) => Promise<boolean>;
  /** Gives a note another text. */
  readonly change: (note: StoredNote, text: string) => Promise<void>;
  readonly remove: (note: StoredNote) => Promise<void>;
  /** Writes a note that was removed once more. */
  readonly restore: (note: StoredNote) => Promise<void>;
}

const bySecond = (a: StoredNote, b: StoredNote): number =>
  (a.body.second ?? -1) - (b.body.second ?? -1) || a.createdAt - b.createdAt;

/** The notes on a run, read once and kept in step with what is written here. */
export function useNotes(run: string): Notes {
  const { documents, clock } = useServices();
  const [list, setList] = useState<readonly StoredNote[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    documents.list("note", run).then(
      (found) => {
        if (!gone) setList([...found].sort(bySecond));
      },
      (error: unknown) => {
        if (!gone) setFailure(`The notes cannot be read. ${messageOf(error)}`);
      },
    );
    return () => {
      gone = true;
    };
  }, [documents, run]);
  const attempt = useCallback(async (work: () => Promise<void>): Promise<boolean> => {
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(messageOf(error));
      return false;
    }
  }, []);
  const restore = async (note: StoredNote) => {
    await attempt(async () => {
      await documents.put(note);
      setList((now) => [...now.filter(({ id }) => id !== note.id), note].sort(bySecond));
    });
  };
  return {
    list,
    failure,
    restore,
    change: (note, text) => restore({ ...note, updatedAt: clock.now(), body: { ...note.body, text } }),
    add: (text, second, author) =>
      attempt(async () => {
        writeStored(AUTHOR_KEY, author === "" ? undefined : author);
        const at = clock.now();
        const body = { second, author, text };
        const note: StoredNote = { id: clock.id(), kind: "note", run, createdAt: at, updatedAt: at, body };
        await documents.put(note);
        setList((now) => [...now, note].sort(bySecond));
      }),
    remove: async (note) => {
      await attempt(async () => {
        await documents.remove(note.id);
        setList((now) => now.filter(({ id }) => id !== note.id));
      });
    },
  };
}
