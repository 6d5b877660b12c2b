import { TEXT_RULES, type TextFinding } from "#debrief/postmortem/index";
import { Button } from "../../kit/Button";
import { Badge, Status } from "../../kit/Sign";
import css from "./postmortem.module.css";
import { fieldWords, RULE_KINDS } from "./words";

const ID = "how-it-reads";
const counted = (count: number): string => `${count} ${count === 1 ? "remark" : "remarks"} on how it reads`;

/** How many findings there are; leads to them where they stand below. */
export function FindingsCount({ count }: { count: number }) {
  return (
    <Button
      kind="quiet"
      className={css.count}
      onClick={() => {
        const heading = document.getElementById(ID);
        heading?.scrollIntoView({ block: "start" });
        heading?.focus();
      }}
    >
      {count === 0 ? "No remarks on how it reads" : counted(count)}
    </Button>
  );
}

/** What the rules find in the texts, with a way to the words, and the rules themselves. */
export function Findings({
  findings,
  onGo,
}: {
  findings: readonly TextFinding[];
  onGo: (finding: TextFinding) => void;
}) {
  return (
    <aside aria-labelledby={ID} data-print="hide" className={css.reading}>
      <h2 id={ID} tabIndex={-1}>
        How it reads
      </h2>
      {findings.length === 0 ? (
        <Status plain tone="good">
          The rules find nothing.
        </Status>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
        <ul role="list" className={css.findings}>
          {findings.map((finding, index) => (
            <Finding
              key={`${finding.field} ${finding.rule.id} ${finding.from}`}
              finding={finding}
              isExplained={findings.findIndex(({ rule }) => rule.id === finding.rule.id) === index}
              onGo={() => onGo(finding)}
            />
          ))}
        </ul>
      )}
      <details className={css.rules}>
        <summary>The rules</summary>
        <dl>
          {TEXT_RULES.map((rule) => (
            <div key={rule.id}>
              <dt>
                {rule.title} <Badge>{RULE_KINDS[rule.kind]}</Badge>
              </dt>
              <dd>{rule.why}</dd>
              {rule.examples.slice(0, 1).map(({ bad, good }) => (
                <dd key={bad}>
                  Not “{bad}” but “{good}”
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </details>
    </aside>
  );
}

/** What is said of a rule is said with the first finding of it. */
function Finding({ finding, isExplained, onGo }: { finding: TextFinding; isExplained: boolean; onGo: () => void }) {
  const { rule, field, text } = finding;
  const [example] = rule.examples;
  const place = fieldWords(field);
  return (
    <li className={css.finding}>
      <div className={css.findingHead}>
        <Status plain tone={rule.kind === "blame" ? "warn" : "info"}>
          {RULE_KINDS[rule.kind]}
        </Status>
        <span className={css.place}>{place}</span>
        <Button kind="quiet" aria-label={`Go to it: ${place}. ${text}`} onClick={onGo}>
          Go to it
        </Button>
      </div>
      <p>{text}</p>
      {isExplained && <p className={css.why}>{rule.why}</p>}
      {isExplained && example !== undefined && <p className={css.better}>Better: “{example.good}”</p>}
    </li>
  );
}
