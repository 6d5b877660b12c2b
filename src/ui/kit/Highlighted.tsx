import { cx } from "./cx";
import css from "./Highlighted.module.css";
import { cutAtMarks, type Mark, type MarkTone, worstTone } from "./highlight";
import { ToneShape } from "./Sign";

const WORD: Record<MarkTone, string> = { good: "good", bad: "costs points", neutral: "noticed" };

/**
 * A text whose deciding words are marked, with a numbered legend that gives the reason of each. Tones differ in colour
 * and in underline (solid good, wavy bad, dotted neutral).
 */
export function Highlighted({
  text,
  marks,
  words = WORD,
  legend = true,
}: {
  text: string;
  marks: readonly Mark[];
  /** What the tones are called here. */
  words?: Record<MarkTone, string>;
  legend?: boolean;
}) {
  const pieces = cutAtMarks(text, marks);
  let offset = 0;
  return (
    <div className={css.frame}>
      <p className={css.text}>
        {pieces.map((piece) => {
          const at = offset;
          offset += piece.text.length;
          const tone = worstTone(piece.marks.map((id) => marks[id]?.tone ?? "neutral"));
          if (tone === undefined) return <span key={at}>{piece.text}</span>;
          const ending = legend
            ? piece.marks.filter((id) => Math.min(text.length, marks[id]?.to ?? 0) === at + piece.text.length)
            : [];
          const reasons = piece.marks.map((id) => marks[id]?.reason).join("; ");
          return (
            <mark key={at} title={reasons} className={cx(css.mark, css[tone])}>
              {piece.text}
              {ending.map((id) => (
                <sup key={id} className={css.ref}>
                  {id + 1}
                </sup>
              ))}
            </mark>
          );
        })}
      </p>
      {legend && marks.length > 0 && (
        <ol className={css.legend}>
          {marks.map((mark, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the number is what the text refers to
            <li key={index} className={css.entry}>
              <span className={css.number}>{index + 1}</span>
              <span className={cx(css.sign, css[`sign-${mark.tone}`])}>
                <ToneShape tone={mark.tone} /> {words[mark.tone]}
              </span>
              <span>
                “{text.slice(mark.from, mark.to)}”: {mark.reason}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
