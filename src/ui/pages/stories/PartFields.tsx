import { countWords, PART_WORDS, PROMPTS } from "#debrief/story/index";
import { STORY_PARTS, type Story, type StoryPart } from "#domain/documents";
import { TextArea } from "../../kit/Field";
import css from "./stories.module.css";

/** The id of a part's field, so that a finding can lead to it. */
export const partId = (part: StoryPart): string => `story-${part}`;

/** The five parts, each with what an interviewer asks next. */
export function PartFields({
  parts,
  onChange,
}: {
  parts: Story["parts"];
  onChange: (part: StoryPart, text: string) => void;
}) {
  return STORY_PARTS.map((part) => (
    <div key={part} className={css.part}>
      <TextArea
        id={partId(part)}
        label={PART_WORDS[part]}
        value={parts[part]}
        rows={part === "action" ? 8 : 4}
        hint={`${PROMPTS[part].hint} ${countWords(parts[part])} words.`}
        onChange={(event) => onChange(part, event.target.value)}
      />
      <details className={css.asked}>
        <summary>What you are asked next</summary>
        <ul>
          {PROMPTS[part].asks.map((ask) => (
            <li key={ask}>{ask}</li>
          ))}
        </ul>
      </details>
    </div>
  ));
}
