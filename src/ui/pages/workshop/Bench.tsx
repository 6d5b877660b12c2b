import { Play } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Diagnostic } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { PackShelf } from "#session/contract";
import { Button } from "../../kit/Button";
import { ErrorBoundary } from "../../kit/ErrorBoundary";
import { Select } from "../../kit/Field";
import { useHotkeys } from "../../kit/hotkeys";
import { SplitPane } from "../../kit/SplitPane";
import { Callout } from "../../kit/State";
import { Tabs } from "../../kit/Tabs";
import { toast } from "../../kit/toast";
import { useMedia, WIDE } from "../../media";
import { useServices } from "../../services";
import { when } from "../../when";
import { SaveMenu } from "../packs/SaveMenu";
import { Files, groupsOf } from "./Files";
import { KeptStatus, NotKept } from "./KeptStatus";
import { idOf } from "./marked";
import { codeOf, freeNames } from "./naming";
import type { Opened } from "./open";
import { PackMenu } from "./PackMenu";
import { Picture } from "./Picture";
import { Problems, shortPath } from "./Problems";
import { nextProblem } from "./problems";
import { rename } from "./renaming";
import { Texts } from "./texts";
import { placeAt, type TryPlace, tryFrom } from "./trying";
import { useDraft } from "./useDraft";
import { usePassage } from "./usePassage";
import css from "./workshop.module.css";

/** The text of a drill beside its picture. */
export function Bench({ opened, shelf }: { opened: Opened; shelf: PackShelf }) {
  const services = useServices();
  const { draft, pack, diagnostics, drill, outline, kept, isElsewhere, adopted, ...rest } = useDraft(opened, shelf);
  const { slug, from } = opened;
  const isWide = useMedia(WIDE);
  const main = `drills/${slug}/drill.yaml`;
  const [path, setPath] = useState(main);
  const [part, setPart] = useState<string | null>(null);
  const [side, setSide] = useState("text");
  const [isTrying, setTrying] = useState(false);
  const [texts] = useState(() => new Texts({ onChange: draft.write, onPart: setPart }));
  const slugs = useMemo(() => [slug, ...(from === null ? [] : [from.slug])], [slug, from]);
  const program = drill?.program ?? null;
  const passage = usePassage(program, slugs);

  const isStored = kept.state !== "untouched" && kept.state !== "taken";
  const renameFreely = async () => {
    try {
      const now = { title: pack.title, slug, code: codeOf(pack, slug) };
      const problems = await rename(draft, shelf, slug, await freeNames(shelf, services.library, now), isStored);
      const [why] = Object.values(problems);
      if (why !== undefined) toast({ title: "It cannot be renamed", detail: why, tone: "warn" });
    } catch (error) {
      toast({ title: "It could not be renamed", detail: messageOf(error), tone: "bad" });
    }
  };

  const isKept = kept.state === "saved";
  useEffect(() => {
    // From the first change on it is at its own address: a reload opens it again. No new page: nothing of what is being written is lost.
    if (isKept && location.hash !== `#/workshop/${slug}`) history.replaceState(null, "", `#/workshop/${slug}`);
  }, [isKept, slug]);

  const textOf = useCallback(
    (file: string) => draft.getState().pack.files.find((each) => each.path === file)?.text ?? "",
    [draft],
  );
  const show = useCallback(
    (file: string) => {
      setPath(file);
      texts.show(file, textOf(file));
    },
    [texts, textOf],
  );
  useEffect(() => texts.setReadOnly(isElsewhere), [texts, isElsewhere]);
  useEffect(() => {
    if (adopted === 0) return;
    const { files } = draft.getState().pack;
    texts.follow(files);
    if (!files.some((file) => file.path === texts.cursor().path)) show(main);
  }, [texts, draft, adopted, show, main]);

  useEffect(() => {
    texts.setReading(diagnostics ?? [], outline, drill?.symbols ?? {});
  }, [texts, diagnostics, outline, drill]);

  const goTo = useCallback(
    ({ file, line, column }: Pick<Diagnostic, "file" | "line" | "column">) => {
      setSide("text");
      if (pack.files.some((each) => each.path === file) && file !== texts.cursor().path) show(file);
      // On a narrow screen the text is only then there.
      requestAnimationFrame(() => texts.goTo(line, column));
    },
    [pack, show, texts],
  );
  const step = (by: 1 | -1) => {
    const next = nextProblem(diagnostics ?? [], texts.cursor(), by);
    if (next !== null) goTo(next);
  };
  const stepFile = (by: 1 | -1) => {
    const paths = groupsOf(pack, slug).flatMap(({ files }) => files.map((file) => file.path));
    const next = paths.at((paths.indexOf(path) + by) % paths.length);
    if (next === undefined) return;
    setSide("text");
    show(next);
    requestAnimationFrame(() => texts.focus());
  };
  // From the text to the part of the picture that the cursor is in, if it shows one.
  const pictured = useRef<HTMLDivElement>(null);
  const cross = () => {
    if (pictured.current?.contains(document.activeElement) === true) {
      setSide("text");
      requestAnimationFrame(() => texts.focus());
      return;
    }
    setSide("picture");
    requestAnimationFrame(() => {
      const nodes = '[data-node][aria-pressed="true"], [data-node], button';
      const all = [...(pictured.current?.querySelectorAll<HTMLElement | SVGElement>(nodes) ?? [])];
      const wanted = all.find((each) => each.getAttribute("aria-pressed") === "true");
      (wanted ?? all.find((each) => each.hasAttribute("data-node")) ?? all[0])?.focus();
    });
  };
  useHotkeys([
    { keys: "f8", label: "Next problem", group: "Workshop", inFields: true, run: () => step(1) },
    { keys: "alt+pagedown", label: "Next file", group: "Workshop", inFields: true, run: () => stepFile(1) },
    { keys: "alt+pageup", label: "Previous file", group: "Workshop", inFields: true, run: () => stepFile(-1) },
    { keys: "f6", label: "From the text to the picture, and back", group: "Workshop", inFields: true, run: cross },
    { keys: "alt+enter", label: "Try it from here", group: "Workshop", inFields: true, run: () => void attempt() },
    { keys: "shift+f8", label: "Previous problem", group: "Workshop", inFields: true, run: () => step(-1) },
  ]);

  const goToPart = (id: string) => {
    const file = texts.fileOf(id);
    if (file === null) return;
    setSide("text");
    if (file !== texts.cursor().path) show(file);
    requestAnimationFrame(() => texts.goToPart(id));
  };

  const place = placeAt(part, program);
  const attempt = async () => {
    if (isTrying) return;
    setTrying(true);
    try {
      await Promise.all([draft.save(), draft.check()]);
      const { program: newest = null } = draft.getState().drill ?? {};
      const why = newest === null ? "It has errors." : await tryFrom(services, newest, place, passage.play);
      if (why !== null) toast({ title: "It cannot be tried from there", detail: why, tone: "warn" });
    } catch (error) {
      toast({ title: "It cannot be tried", detail: messageOf(error), tone: "bad" });
    } finally {
      setTrying(false);
    }
  };

  const text = (
    <div className={css.text}>
      {!isWide && (
        <div className={css.fileChoice}>
          <Select
            label="File"
            hideLabel
            value={path}
            options={groupsOf(pack, slug).flatMap(({ files }) =>
              files.map((file) => ({ value: file.path, label: shortPath(file.path, slug) })),
            )}
            onChange={show}
          />
        </div>
      )}
      <Editor texts={texts} path={path} textOf={textOf} />
      <Problems
        diagnostics={diagnostics}
        slug={slug}
        isChecking={rest.isChecking}
        onGo={goTo}
        onRename={() => void renameFreely()}
      />
    </div>
  );
  const picture = (
    <ErrorBoundary name="The picture" resetKeys={[outline]}>
      <Picture
        host={pictured}
        state={{ diagnostics, drill, outline, isOld: rest.isOld }}
        passage={passage}
        part={part}
        onGo={goToPart}
      />
    </ErrorBoundary>
  );
  return (
    <div className={css.bench}>
      <div className={css.bar}>
        <h1 className={css.title}>{rest.card?.title ?? pack.title}</h1>
        <span className="mono muted">{rest.card?.code ?? codeOf(pack, slug)}</span>
        <KeptStatus kept={kept} isElsewhere={isElsewhere} />
        <span className={css.end}>
          <SaveMenu label="Save the pack as a file" pack={async () => draft.getState().pack} />
          <PackMenu
            opened={opened}
            shelf={shelf}
            draft={draft}
            isKept={isStored}
            isReadOnly={isElsewhere}
            path={path}
            onShow={show}
          />
          <Button
            kind="primary"
            icon={<Play />}
            busy={isTrying}
            aria-disabled={program === null}
            onClick={() => void attempt()}
          >
            {tryName(place, part)}
          </Button>
        </span>
      </div>
      {kept.state === "untouched" && opened.earlier.length > 0 && (
        <p className={css.earlier}>
          You have changed this drill before:{" "}
          {opened.earlier.map(({ id, title, updatedAt }) => (
            <a key={id} href={`#/workshop/${id}`}>
              {title} ({id}, {when(updatedAt, services.clock.now())})
            </a>
          ))}
        </p>
      )}
      <NotKept draft={draft} kept={kept} isElsewhere={isElsewhere} onRename={() => void renameFreely()} />
      {rest.failure !== null && (
        <Callout
          tone="bad"
          title="It cannot be checked"
          action={<Button onClick={() => void draft.check()}>Try again</Button>}
        >
          {rest.failure}
        </Callout>
      )}
      <div className={css.sides}>
        {isWide ? (
          <>
            <Files pack={pack} slug={slug} path={path} diagnostics={diagnostics ?? []} onOpen={show} />
            <div className={css.split}>
              <SplitPane label="Text and picture" first={text} second={picture} initial={58} storeAs="workshop" />
            </div>
          </>
        ) : (
          <div className={css.narrow}>
            <Tabs
              label="Text or picture"
              value={side}
              onChange={setSide}
              tabs={[
                { id: "text", label: "Text", content: text },
                { id: "picture", label: "Picture", content: picture },
              ]}
            />
          </div>
        )}
      </div>
    </div>
  );
}

function tryName({ state, variant }: TryPlace, part: string | null): string {
  if (state !== null) return `Try from ${state}`;
  return part === idOf.variant(variant) ? `Try ${variant}` : "Try it";
}

/** Where the texts are shown. */
function Editor({ texts, path, textOf }: { texts: Texts; path: string; textOf: (path: string) => string }) {
  const host = useRef<HTMLDivElement>(null);
  const now = useRef(path);
  useEffect(() => {
    now.current = path;
  });
  useEffect(() => {
    const end = texts.mount(host.current as HTMLDivElement);
    texts.show(now.current, textOf(now.current));
    return end;
  }, [texts, textOf]);
  return <div ref={host} className={css.editor} />;
}
