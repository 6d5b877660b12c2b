import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf } from "#lib/message";
import { StorageError, type StorageProblem } from "#session/contract";
import { type Loaded, NotAccepted } from "#session/transfer";
import { everythingName, type FileSink, type NewFile, NotWritten, newFile, toDownloads } from "../../everythingFile";
import { announce } from "../../kit/announce";
import { useServices } from "../../services";

/** What is being saved or imported, and what came of it. */
export type Transferring =
  | { readonly state: "idle" }
  /** `share` is what is done, 0 to 1. */
  | { readonly state: "saving" | "loading"; readonly name: string; readonly share: number }
  /** `instead`: why it is a download although a place could be asked for, if that is so. */
  | {
      readonly state: "saved";
      readonly name: string;
      readonly way: FileSink["way"];
      readonly instead: string | null;
      readonly unwritable: number;
    }
  /** The file could not be written; what is stored could be read. */
  | { readonly state: "unwritten"; readonly name: string; readonly way: FileSink["way"]; readonly text: string }
  | { readonly state: "loaded"; readonly name: string; readonly loaded: Loaded }
  /** Nothing of it was read. */
  | { readonly state: "refused"; readonly name: string; readonly text: string }
  | { readonly state: "failed"; readonly problem: StorageProblem };

const IDLE: Transferring = { state: "idle" };

const problemOf = (error: unknown): StorageProblem =>
  error instanceof StorageError ? error.problem : { kind: "unknown", text: messageOf(error) };

/** Saving everything as a file, and importing one: one at a time, each can be stopped. `onLoaded` is called when something came. */
export function useTransfer(onLoaded: () => void) {
  const { transfer, packs, clock } = useServices();
  const [now, setNow] = useState<Transferring>(IDLE);
  const running = useRef<AbortController | null>(null);
  // Nobody would see what came of it.
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback(
    async (
      state: "saving" | "loading",
      name: string,
      work: (signal: AbortSignal, onProgress: (share: number) => void) => Promise<Transferring>,
    ) => {
      if (running.current !== null) return;
      const controller = new AbortController();
      running.current = controller;
      setNow({ state, name, share: 0 });
      let shown = 0;
      const onProgress = (share: number) => {
        // A hundred steps are enough to see it move.
        if (share - shown < 0.01 && share < 1) return;
        shown = share;
        setNow({ state, name, share });
      };
      try {
        setNow(await work(controller.signal, onProgress));
      } catch (error) {
        if (controller.signal.aborted) setNow(IDLE);
        else setNow({ state: "failed", problem: problemOf(error) });
      } finally {
        running.current = null;
      }
    },
    [],
  );

  const saveTo = ({ sink, instead }: NewFile) => {
    const { name, way } = sink;
    return run("saving", name, async (signal, onProgress) => {
      try {
        const { unwritable } = await (await transfer()).save(sink.write, { signal, onProgress });
        await sink.close();
        announce("Everything was saved as a file.");
        return { state: "saved", name, way, instead, unwritable };
      } catch (error) {
        await sink.abort().catch(() => undefined);
        if (error instanceof NotWritten) return { state: "unwritten", name, way, text: error.message };
        throw error;
      }
    });
  };
  /** `stored`: bytes in use, as far as the browser says. */
  const save = async (stored: number) => {
    // First of all: the question where to may only follow a press.
    const file = await newFile(everythingName(clock.now()), stored);
    if (file !== null) await saveTo(file);
  };
  const saveAsDownload = () => saveTo({ sink: toDownloads(everythingName(clock.now())), instead: null });

  const load = useCallback(
    (file: File) =>
      run("loading", file.name, async (signal, onProgress) => {
        announce(`Importing ${file.name}`);
        try {
          const loaded = await (await transfer()).load(file, { signal, onProgress });
          onLoaded();
          const { came, longer, twice } = loaded.arrivals.packs;
          // They are compiled here before they are listed.
          if (came + longer + twice > 0) await (await packs()).list().catch(() => undefined);
          return { state: "loaded", name: file.name, loaded };
        } catch (error) {
          if (error instanceof NotAccepted) return { state: "refused", name: file.name, text: error.message };
          throw error;
        }
      }),
    [run, transfer, packs, onLoaded],
  );

  return { now, save, saveAsDownload, load, stop: () => running.current?.abort(), dismiss: () => setNow(IDLE) };
}
