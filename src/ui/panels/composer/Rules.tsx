import type { Audience } from "#domain/commands";
import { type AudienceRule, AUDIENCES as RULES } from "#language/audience";
import type { Assessment } from "#language/features";
import { Status, type Tone } from "../../kit/Sign";
import { AUDIENCE_WORDS, FEATURE_WORDS, READERS } from "../../words";
import css from "./composer.module.css";

interface Verdict {
  readonly tone: Tone;
  readonly word: string;
}

/**
 * The rules an audience reads by, and how a text stands by each: what is needed, what is welcome, what does harm. The
 * same table that judges.
 */
export function Rules({
  audience,
  assessment,
  open = false,
}: {
  audience: Audience;
  assessment: Assessment;
  open?: boolean;
}) {
  const rules = RULES[READERS[audience]];
  const good = new Set(assessment.good.map((feature) => feature.id));
  const bad = new Set(assessment.bad.map((feature) => feature.id));
  const needed = (rule: AudienceRule): Verdict =>
    good.has(rule.id) ? { tone: "good", word: "said" } : { tone: "warn", word: "missing" };
  const welcome = (rule: AudienceRule): Verdict =>
    good.has(rule.id) ? { tone: "good", word: "said" } : { tone: "neutral", word: "could be" };
  const harmful = (rule: AudienceRule): Verdict =>
    bad.has(rule.id) ? { tone: "bad", word: "in it" } : { tone: "neutral", word: "not in it" };
  const said = rules.welcome.filter((rule) => good.has(rule.id)).length;
  const found = rules.forbidden.filter((rule) => bad.has(rule.id)).length;
  return (
    <section aria-label={`How it is read: ${AUDIENCE_WORDS[audience].place}`} className={css.rules}>
      {rules.required.length > 0 && (
        <>
          <p className={css.ruleHead}>Needed</p>
          <RuleRows rules={rules.required} verdict={needed} />
        </>
      )}
      <details open={open || found > 0}>
        <summary className={css.ruleHead}>Avoid · {found === 0 ? "nothing of it found" : `${found} found`}</summary>
        <RuleRows rules={rules.forbidden} verdict={harmful} />
      </details>
      <details open={open}>
        <summary className={css.ruleHead}>
          Welcome · {said} of {rules.welcome.length} said
        </summary>
        <RuleRows rules={rules.welcome} verdict={welcome} />
      </details>
    </section>
  );
}

function RuleRows({ rules, verdict }: { rules: readonly AudienceRule[]; verdict: (rule: AudienceRule) => Verdict }) {
  return (
    <ul className={css.ruleRows}>
      {rules.map((rule) => {
        const { tone, word } = verdict(rule);
        return (
          <li key={rule.id} className={css.rule}>
            <span className={css.ruleName}>{FEATURE_WORDS[rule.id]}</span>
            <Status tone={tone} plain>
              {word}
            </Status>
            <span className={css.why}>{rule.why}</span>
          </li>
        );
      })}
    </ul>
  );
}
