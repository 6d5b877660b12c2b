import { type Finding, PART_WORDS, STORY_RULES } from "#debrief/story/index";
import type { StoryLength } from "#domain/documents";
import { Button } from "../../kit/Button";
import { Status, ToneShape } from "../../kit/Sign";
import { partId } from "./PartFields";
import css from "./stories.module.css";
import { versionId } from "./Versions";

const placeOf = ({ place }: Finding): string => (typeof place === "number" ? `${place} s` : PART_WORDS[place]);

/** Puts the cursor where a finding is; its words are selected. */
function goTo({ place, span }: Finding): void {
  const field = document.getElementById(typeof place === "number" ? versionId(place) : partId(place));
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  if (span !== null) field.setSelectionRange(span.start, span.end);
}

/** What the rules find, with a better example; and the rules themselves. */
export function Findings({
  findings,
  onVersion,
}: {
  findings: readonly Finding[];
  onVersion: (length: StoryLength) => void;
}) {
  const show = (finding: Finding) => {
    if (typeof finding.place === "number") onVersion(finding.place);
    // The version's field is there after the next drawing.
    requestAnimationFrame(() => goTo(finding));
  };
  return (
    <div className={css.fields}>
      {findings.length === 0 ? (
        <Status tone="good" plain>
          The rules find nothing.
        </Status>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
        <ul role="list" className={css.findings}>
          {findings.map((finding) => (
            <li key={`${finding.place} ${finding.rule.id}`} className={css.finding}>
              <span className={finding.rule.weight === "gap" ? css.gap : css.hint}>
                <ToneShape tone={finding.rule.weight === "gap" ? "warn" : "info"} />
              </span>
              <div>
                <p>
                  <strong>{placeOf(finding)}</strong> {finding.says}
                </p>
                <p className={css.why}>{finding.rule.why}</p>
                {finding.rule.good !== "" && finding.rule.id !== "empty" && (
                  <p className={css.better}>Better: “{finding.rule.good}”</p>
                )}
              </div>
              <Button
                kind="quiet"
                aria-label={`Go to it: ${placeOf(finding)}, ${finding.rule.label}`}
                onClick={() => show(finding)}
              >
                Go to it
              </Button>
            </li>
          ))}
        </ul>
      )}
      <details className={css.asked}>
        <summary>The rules</summary>
        <ul>
          {STORY_RULES.map((rule) => (
            <li key={rule.id}>
              <strong>{rule.label}.</strong> {rule.why}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
