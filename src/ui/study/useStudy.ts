import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { QuestionCard } from "#domain/questions";
import type { StudyDeed, StudyEvent } from "#domain/study";
import { messageOf } from "#lib/message";
import { foldStudy, type Study } from "#modes/study/fold";
import type { StudyStore } from "#session/contract";
import { toast } from "../kit/toast";
import { useServices } from "../services";

/** The log of study as it stands, and how something is added to it. */
export interface Desk {
  readonly study: Study;
  readonly questions: readonly QuestionCard[];
  /** Appends deeds; resolves with the entries when they are durable and shown, with null (and a word about it) when they could not be. */
  readonly act: (deeds: readonly StudyDeed[], failure: string) => Promise<readonly StudyEvent[] | null>;
}

interface Open {
  readonly store: StudyStore;
  readonly questions: readonly QuestionCard[];
}

/** Null while it is read, a sentence when it cannot be. What other tabs append is shown, too. */
export function useStudy(): Desk | string | null {
  const { study: store, bank, clock } = useServices();
  const [open, setOpen] = useState<Open | string | null>(null);
  const [events, setEvents] = useState<readonly StudyEvent[] | null>(null);
  const known = useRef<readonly StudyEvent[]>([]);

  const show = useCallback((log: readonly StudyEvent[]) => {
    known.current = log;
    setEvents(log);
  }, []);

  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const load = async () => {
      const [opened, questions] = await Promise.all([store(), bank.cards()]);
      const read = async () => {
        const log = await opened.events();
        // Of two readings that overtake each other the longer one is the later one.
        if (!gone && log.length >= known.current.length) show(log);
      };
      // Listened to before it is read: nothing falls in between.
      stop = opened.onChange(() => void read().catch(() => undefined));
      if (gone) return stop();
      await read();
      if (!gone) setOpen({ store: opened, questions });
    };
    load().catch((error: unknown) => {
      if (!gone) setOpen(messageOf(error));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [store, bank, show]);

  const ready = open !== null && typeof open !== "string" ? open : null;
  const act = useCallback<Desk["act"]>(
    async (deeds, failure) => {
      if (ready === null) return null;
      try {
        const added = await ready.store.append(deeds, clock.now());
        const last = known.current.at(-1)?.id ?? 0;
        // A gap: another tab has appended, too, and its entries come before these.
        if (added[0]?.id === last + 1) {
          show([...known.current, ...added]);
          return added;
        }
        const log = await ready.store.events();
        show(log);
        const counts = new Set(foldStudy(log, ready.questions).standing.map(({ id }) => id));
        if (added.some(({ id, deed }) => deed.type === "review" && !counts.has(id))) {
          toast({ title: "Another tab was first", detail: "The card was graded there meanwhile; that grade counts." });
        }
        return added;
      } catch (error) {
        toast({ title: failure, detail: messageOf(error), tone: "bad" });
        return null;
      }
    },
    [ready, clock, show],
  );
  const study = useMemo(
    () => (ready === null || events === null ? null : foldStudy(events, ready.questions)),
    [ready, events],
  );
  return useMemo(() => {
    if (typeof open === "string") return open;
    return study === null || ready === null ? null : { study, questions: ready.questions, act };
  }, [open, ready, study, act]);
}

/** The time, looked at again every so many seconds. The function looks at once. */
export function useNow(seconds: number): readonly [number, () => number] {
  const { clock } = useServices();
  const [now, setNow] = useState(() => clock.now());
  const look = useCallback(() => {
    const at = clock.now();
    setNow(at);
    return at;
  }, [clock]);
  useEffect(() => clock.every(seconds * 1000, look), [clock, seconds, look]);
  return [now, look];
}
