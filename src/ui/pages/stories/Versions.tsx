import { countWords, SPEAKING_RATE, secondsToTell, wordsFor } from "#debrief/story/index";
import { STORY_LENGTHS, type Story, type StoryLength } from "#domain/documents";
import { duration } from "#lib/format";
import { Button } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import { SegmentedControl } from "../../kit/Toggle";
import css from "./stories.module.css";

/** The id of a version's field, so that a finding can lead to it. */
export const versionId = (length: StoryLength): string => `story-version-${length}`;

const asLength = (value: string): StoryLength => STORY_LENGTHS.find((each) => String(each) === value) ?? 120;

/** The three versions, one at a time, with their words counted while they are written. */
export function Versions({
  versions,
  length,
  onLength,
  onChange,
  onCompose,
  canCompose,
}: {
  versions: Story["versions"];
  length: StoryLength;
  onLength: (length: StoryLength) => void;
  onChange: (length: StoryLength, text: string) => void;
  onCompose: (length: StoryLength) => void;
  canCompose: boolean;
}) {
  const text = versions[length];
  const words = countWords(text);
  return (
    <div className={css.fields}>
      <div className={css.bar}>
        <SegmentedControl
          label="Version"
          segments={STORY_LENGTHS.map((each) => ({ value: String(each), label: `${each} s` }))}
          value={String(length)}
          onChange={(value) => onLength(asLength(value))}
        />
        <Button kind="quiet" disabled={!canCompose} onClick={() => onCompose(length)}>
          {text.trim() === "" ? "Compose from the parts" : "Compose anew from the parts"}
        </Button>
      </div>
      <TextArea
        key={length}
        id={versionId(length)}
        label={`Version of ${length} seconds`}
        rows={12}
        value={text}
        hint={`${words} of about ${wordsFor(length)} words, ${duration(secondsToTell(words))} at ${SPEAKING_RATE} words a minute.`}
        onChange={(event) => onChange(length, event.target.value)}
      />
    </div>
  );
}
