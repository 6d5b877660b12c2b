import { Undo2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { messageOf } from "#lib/message";
import type { Tale, tell } from "#modes/gameday/ink";
import { Button } from "../../kit/Button";
import { Callout, Loading } from "../../kit/State";
import { readStored, writeStored } from "../../kit/stored";
import css from "./tale.module.css";

/** Choices made so far, by their places, as they are kept: `0.2.1`. */
const readPath = (key: string | null): readonly number[] => {
  const kept = key === null ? undefined : readStored(key);
  return kept === undefined || !/^\d+(?:\.\d+)*$/.test(kept) ? [] : kept.split(".").map(Number);
};

/** The teller; why it cannot be had; null while it is loaded. Its interpreter is large: nobody else pays for it. */
function useTell(): typeof tell | { readonly failure: string } | null {
  const [found, setFound] = useState<{ readonly tell: typeof tell } | { readonly failure: string } | null>(null);
  useEffect(() => {
    let gone = false;
    import("#modes/gameday/ink").then(
      (module) => !gone && setFound({ tell: module.tell }),
      (error: unknown) => !gone && setFound({ failure: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, []);
  return found === null ? null : "tell" in found ? found.tell : found;
}

/**
 * The story of a told incident, for whoever tells it: what is to be read aloud, and what the team may decide. `keptAs`: where this
 * browser keeps how far it was told; null: nowhere. `onChosen` hears of every choice with what is told next.
 */
export function StoryTeller({
  story,
  keptAs,
  onChosen,
}: {
  story: string;
  keptAs: string | null;
  onChosen?: (choice: string, lines: readonly string[]) => void;
}) {
  const tellIt = useTell();
  const [path, setPath] = useState(() => readPath(keptAs));
  const last = useRef<HTMLDivElement>(null);
  const isTeller = typeof tellIt === "function";
  const tale = useMemo<Tale | null>(() => (isTeller ? tellIt(story, path) : null), [tellIt, isTeller, story, path]);
  if (tellIt === null) return <Loading label="Opening the story" lines={4} />;
  if (!isTeller || tale === null) {
    return (
      <Callout tone="bad" title="The story cannot be told">
        {isTeller ? "" : tellIt.failure}
      </Callout>
    );
  }
  const go = (next: readonly number[]) => {
    setPath(next);
    if (keptAs !== null) writeStored(keptAs, next.length === 0 ? undefined : next.join("."));
    // What is told next is read at once.
    requestAnimationFrame(() => last.current?.focus());
  };
  const choose = (place: number) => {
    const next = [...path, place];
    if (onChosen !== undefined) onChosen(tale.choices[place] ?? "", tellIt(story, next).parts.at(-1)?.lines ?? []);
    go(next);
  };
  return (
    <section aria-label="The story" className={css.tale}>
      {tale.parts.map((part, index) => {
        const isLast = index === tale.parts.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <div key={index} ref={isLast ? last : null} tabIndex={-1} className={isLast ? css.last : css.told}>
            {part.chosen !== null && <p className={css.chosen}>{part.chosen}</p>}
            {part.lines.map((line, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <p key={nth}>{line}</p>
            ))}
          </div>
        );
      })}
      {tale.problem !== null && <Callout tone="warn" title={tale.problem} />}
      {tale.choices.length > 0 && (
        <fieldset className={css.choices}>
          <legend>The team decides</legend>
          {tale.choices.map((choice, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: choices have no identity but their place
            <Button key={place} onClick={() => choose(place)}>
              {choice}
            </Button>
          ))}
        </fieldset>
      )}
      {tale.isOver && tale.problem === null && <p className={css.over}>The story is over.</p>}
      {path.length > 0 && (
        <div>
          <Button kind="quiet" icon={<Undo2 />} onClick={() => go(path.slice(0, -1))}>
            Back by one choice
          </Button>
        </div>
      )}
    </section>
  );
}
