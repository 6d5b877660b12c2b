import { useCallback, useEffect, useState } from "react";
import { type Branch, familyOf, listed, type Placed } from "#debrief/index";
import { offset } from "#lib/format";
import { messageOf } from "#lib/message";
import type { RunSummary } from "#session/contract";
import type { StoredNote } from "../../notes/useNotes";
import { useServices } from "../../services";

/** A run, all that was forked from it, and what was written about them. */
export interface Family {
  readonly places: readonly Placed<RunSummary>[];
  /** Notes on whole runs, oldest first, by run. */
  readonly notes: ReadonlyMap<string, readonly StoredNote[]>;
}

function byRun(notes: readonly StoredNote[]): ReadonlyMap<string, readonly StoredNote[]> {
  const lists = new Map<string, StoredNote[]>();
  const old = [...notes].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  for (const note of old) {
    if (note.run === null || note.body.second !== null) continue;
    const list = lists.get(note.run) ?? [];
    list.push(note);
    lists.set(note.run, list);
  }
  return lists;
}

/** The family of a run as it is stored; undefined while it is on its way. `reload` after something was changed. */
export function useFamily(id: string): {
  readonly family: Family | undefined;
  readonly failure: string | null;
  readonly reload: () => Promise<void>;
} {
  const { runs, documents } = useServices();
  const [family, setFamily] = useState<Family>();
  const [failure, setFailure] = useState<string | null>(null);
  const reload = useCallback(async () => {
    try {
      const [list, notes] = await Promise.all([runs.list(), documents.list("note")]);
      setFamily({ places: listed(familyOf(list, id)), notes: byRun(notes) });
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  }, [runs, documents, id]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { family, failure, reload };
}

/** What a run of a family is called: by its first note, else by what it is. */
export function titleOf({ id, run, second }: Branch<RunSummary>, notes: Family["notes"]): string {
  const written = notes.get(id)?.[0]?.body.text.split("\n")[0]?.trim() ?? "";
  if (written !== "") return written;
  if (run === null) return "A run that is not stored any more";
  if (run.shown !== null) return run.shown === "idle" ? "Nobody acting" : "Shown by the expert";
  return second === null ? "The first run" : "Played on";
}

/** The same with where it left the run above it: for where that does not stand beside it. */
export function nameOf(branch: Branch<RunSummary>, notes: Family["notes"]): string {
  const title = titleOf(branch, notes);
  return branch.second === null ? title : `${title}, from ${offset(branch.second)}`;
}
