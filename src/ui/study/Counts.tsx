import type { Counts as Numbers } from "#modes/study/queue";
import type { Tone } from "../kit/Sign";
import { ToneShape } from "../kit/Sign";
import css from "./study.module.css";

const KINDS: readonly { readonly key: keyof Numbers; readonly word: string; readonly tone: Tone }[] = [
  { key: "new", word: "new", tone: "info" },
  { key: "learning", word: "learning", tone: "warn" },
  { key: "review", word: "due", tone: "good" },
];

/** What is left today: new, in learning, due. */
export function Counts({ counts }: { counts: Numbers }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.counts} aria-label="Left today">
      {KINDS.map(({ key, word, tone }) => (
        <li key={key} data-tone={tone}>
          <ToneShape tone={tone} />
          <span>
            <strong>{counts[key]}</strong> {word}
          </span>
        </li>
      ))}
    </ul>
  );
}
