import { Diff } from "../../kit/Diff";
import { Highlighted } from "../../kit/Highlighted";
import type { Mark } from "../../kit/highlight";
import { Markdown } from "../../kit/Markdown";
import { Panel, Section } from "../../kit/Page";
import css from "./KitPage.module.css";
import { diffText, markdownText } from "./samples";

const MESSAGE =
  "Some payments in Europe fail since 12:04. We are going back to the version before; this will be fixed by 12:30. Next update at 12:25.";

function mark(words: string, tone: Mark["tone"], reason: string): Mark {
  const from = MESSAGE.indexOf(words);
  return { from, to: from + words.length, tone, reason };
}

const MARKS: readonly Mark[] = [
  mark("Some payments in Europe fail", "good", "says who is affected and how"),
  mark("the version before", "neutral", "customers may not know what that is"),
  mark("will be fixed by 12:30", "bad", "promises a time nobody can know"),
  mark("Next update at 12:25", "good", "says when to look again"),
];

/** Diffs, rendered text and marked text. */
export function Words() {
  return (
    <div id="words">
      <Section title="Words">
        <div className={css.two}>
          <Panel title="Marked text">
            <Highlighted text={MESSAGE} marks={MARKS} />
          </Panel>
          <Panel title="Diff">
            <Diff label="Change of settings.yaml" text={diffText} />
          </Panel>
          <Panel title="Markdown">
            <Markdown text={markdownText} />
          </Panel>
        </div>
      </Section>
    </div>
  );
}
