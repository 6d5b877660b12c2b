import { useCallback, useState } from "react";
import type { Pack } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { PackReading } from "#session/contract";
import { announce } from "../../kit/announce";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";

/** Bytes above which a file is not even read. */
const MAX_BYTES = 10 * 1024 * 1024;

/** A file that was read, and nothing of it stored. */
export interface Opened {
  readonly name: string;
  readonly reading: PackReading;
  /** The pack with its id that is here. */
  readonly before: Pack | null;
}

export interface Importing {
  readonly opened: Opened | null;
  readonly busy: boolean;
  /** Why it was not opened, or not kept. */
  readonly failure: string | null;
  readonly openFile: (file: File) => void;
  readonly openText: (text: string) => void;
  readonly keep: (pack: Pack) => void;
  readonly leave: () => void;
}

/** Taking in a pack: read and checked first, kept when somebody says so. */
export function useImporting(onKept: () => void): Importing {
  const { packs } = useServices();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const work = useCallback(async (doing: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await doing();
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  }, []);

  const open = (name: string, bytes: () => Promise<ArrayBuffer>) =>
    work(async () => {
      setOpened(null);
      announce(`Reading ${name}`);
      const shelf = await packs();
      const reading = await shelf.read(name, await bytes());
      // A pack that is here and cannot be read any more is replaced like one that is not here.
      const before = reading.pack === null ? null : await shelf.load(reading.pack.id).catch(() => null);
      setOpened({ name, reading, before });
    });

  const keep = (pack: Pack) =>
    work(async () => {
      const { cards } = await (await packs()).save(pack);
      setOpened(null);
      toast({
        title: `“${pack.title}” is kept`,
        detail:
          cards.length === 0
            ? "None of its drills can be played yet."
            : `${cards.length === 1 ? "Its drill stands" : `${cards.length} drills stand`} among the incidents.`,
        tone: cards.length === 0 ? "warn" : "good",
      });
      onKept();
    });

  return {
    opened,
    busy,
    failure,
    openFile: (file) =>
      file.size > MAX_BYTES
        ? setFailure(`${file.name} has ${Math.round(file.size / 1e6)} MB; a pack has at most 10.`)
        : void open(file.name, () => file.arrayBuffer()),
    openText: (text) => void open("pasted text", async () => new TextEncoder().encode(text).buffer as ArrayBuffer),
    keep: (pack) => void keep(pack),
    leave: () => setOpened(null),
  };
}
