import { useCallback, useRef, useState } from "react";
import type { Pack } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { PackReading } from "#session/contract";
import { DropHint, useDrop } from "../../dropping";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { ErrorState } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { countsOf, Diagnostics } from "./Diagnostics";
import { PasteDialog } from "./PasteDialog";
import css from "./packs.module.css";
import { ReadingDialog } from "./ReadingDialog";

/** Bytes above which a file is not even read. */
const MAX_BYTES = 10 * 1024 * 1024;

interface Opened {
  readonly name: string;
  readonly reading: PackReading;
  /** The pack with its id that is here. */
  readonly before: Pack | null;
}

/** Taking in a pack: from a file that is dropped or chosen, or from text that is pasted. */
export function Import({ onKept }: { onKept: () => void }) {
  const { packs } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isPasting, setPasting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const open = useCallback(
    async (name: string, bytes: () => Promise<ArrayBuffer>) => {
      setBusy(true);
      setFailure(null);
      setOpened(null);
      announce(`Reading ${name}`);
      try {
        const shelf = await packs();
        const reading = await shelf.read(name, await bytes());
        // A pack that is here and cannot be read any more is replaced like one that is not here.
        const before = reading.pack === null ? null : await shelf.load(reading.pack.id).catch(() => null);
        setOpened({ name, reading, before });
      } catch (error) {
        setFailure(messageOf(error));
      } finally {
        setBusy(false);
      }
    },
    [packs],
  );
  const openFile = (file: File) =>
    file.size > MAX_BYTES
      ? setFailure(`${file.name} has ${Math.round(file.size / 1e6)} MB; a pack has at most 10.`)
      : void open(file.name, () => file.arrayBuffer());
  const isOver = useDrop(openFile);

  const keep = async (pack: Pack) => {
    setBusy(true);
    setFailure(null);
    try {
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
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  const pack = opened?.reading.pack ?? null;
  return (
    <Section title="From a file">
      <div className={css.prose}>
        <p>
          A pack is drills that somebody wrote outside Meantime, or changed: one YAML file or a zip. It is read and
          checked here; nothing of it runs but the simulation, and nothing is fetched.
        </p>
        <div className={css.buttons}>
          <Button kind="primary" busy={busy && opened === null} onClick={() => input.current?.click()}>
            Choose a file
          </Button>
          <Button onClick={() => setPasting(true)}>Paste text</Button>
          <input
            ref={input}
            type="file"
            accept=".zip,.yaml,.yml,application/zip,application/yaml,text/yaml"
            aria-label="Pack file"
            className="visually-hidden"
            tabIndex={-1}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              // The same file may be chosen again.
              event.target.value = "";
              if (file !== undefined) openFile(file);
            }}
          />
        </div>
        <p className={css.note}>Or drop it anywhere on this page.</p>
      </div>
      {opened === null && failure !== null && <ErrorState title="It was not opened">{failure}</ErrorState>}
      {opened !== null && pack === null && (
        <div className={css.refused}>
          <ErrorState title={`${opened.name} is not a pack that can be kept`}>
            {countsOf(opened.reading.diagnostics)}. Nothing was stored.
          </ErrorState>
          <Diagnostics diagnostics={opened.reading.diagnostics} />
        </div>
      )}
      {opened !== null && pack !== null && (
        <ReadingDialog
          name={opened.name}
          reading={{ ...opened.reading, pack }}
          before={opened.before}
          busy={busy}
          failure={failure}
          onClose={() => setOpened(null)}
          onKeep={() => void keep(pack)}
        />
      )}
      {isPasting && (
        <PasteDialog
          onClose={() => setPasting(false)}
          onRead={(text) => {
            setPasting(false);
            void open("pasted text", async () => new TextEncoder().encode(text).buffer as ArrayBuffer);
          }}
        />
      )}
      {isOver && <DropHint>Let go to read the pack</DropHint>}
    </Section>
  );
}
