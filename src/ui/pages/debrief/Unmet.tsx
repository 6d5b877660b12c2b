import type { ReactNode } from "react";
import type { UntakenOption, Unmet as Ways } from "#debrief/index";
import { SecondLink } from "./AtSecond";
import css from "./Beyond.module.css";

/** Answers by the question they belong to, in the order the questions came. */
function byQuestion(options: readonly UntakenOption[]): readonly (readonly UntakenOption[])[] {
  const groups = new Map<string, UntakenOption[]>();
  for (const option of options) groups.set(option.request, [...(groups.get(option.request) ?? []), option]);
  return [...groups.values()].sort((a, b) => (a[0]?.second ?? 0) - (b[0]?.second ?? 0));
}

/** People, questions, answers and turns of the case that the run did not come to. */
export function Unmet({ ways }: { ways: Ways }) {
  const { people, requests, options, endings, turns } = ways;
  return (
    <div className={css.halves}>
      <div>
        <section aria-label="Answers you did not give" className={css.group}>
          <h3 className={css.subtitle}>Answers you did not give</h3>
          {options.length === 0 ? (
            <p className={css.quiet}>Nobody asked you anything.</p>
          ) : (
            <ul className={css.items}>
              {byQuestion(options).map((group) => {
                const [first] = group;
                if (first === undefined) return null;
                return (
                  <li key={first.request}>
                    <details>
                      <summary>
                        {first.from}: {group.length} other {group.length === 1 ? "answer" : "answers"}
                      </summary>
                      <p className={css.where}>
                        Asked at <SecondLink second={first.second} />.{" "}
                        {first.instead === null ? "You gave no answer." : `You said ${first.instead}`}
                      </p>
                      <ul className={css.quotes}>
                        {group.map(({ text }) => (
                          <li key={text}>{text}</li>
                        ))}
                      </ul>
                    </details>
                  </li>
                );
              })}
            </ul>
          )}
        </section>
        <Group title="Questions that never came">
          {requests.map(({ request, from, text }) => (
            <li key={request}>
              {from}
              <span className={css.where}>{text}</span>
            </li>
          ))}
        </Group>
        <Group title="Ways it could have ended">
          {endings.map(({ ending, title }) => (
            <li key={ending}>{title}</li>
          ))}
        </Group>
      </div>
      <div>
        <Group title="People you did not meet">
          {people
            .filter(({ spoke }) => spoke === null)
            .map(({ person, name, role, text }) => (
              <li key={person}>
                {name}, {role}
                <span className={css.where}>{text}</span>
              </li>
            ))}
        </Group>
        <Group title="People who could have been given something to do">
          {people.flatMap(({ person, name, role, spoke }) =>
            spoke === null
              ? []
              : [
                  <li key={person}>
                    {name}, {role}
                    <span className={css.where}>
                      Spoke first at <SecondLink second={spoke} />.
                    </span>
                  </li>,
                ],
          )}
        </Group>
        <Group title="What it did not come to">
          {turns.map((turn) => (
            <li key={turn}>{turn}</li>
          ))}
        </Group>
      </div>
    </div>
  );
}

/** A titled list that is left out when it is empty. */
function Group({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section aria-label={title} className={css.group}>
      <h3 className={css.subtitle}>{title}</h3>
      <ul className={css.items}>{children}</ul>
    </section>
  );
}
