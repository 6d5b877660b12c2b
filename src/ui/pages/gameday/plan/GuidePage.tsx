import type { Program, Scene } from "#domain/drill";
import type { Guide } from "#domain/gameday";
import type { Renames } from "#domain/team";
import { readGuide } from "#modes/gameday/guide";
import { effectText } from "#modes/gameday/words";
import { capital } from "../../../team/injects/words";
import { BEAT_WORDS, namedIn } from "../../../team/plan/guide-words";
import { ROLE_WORDS } from "../../../team/roles";
import css from "./plan.module.css";

/** The guide as it is read and printed, on one sheet, in the names of this exercise. */
export function GuidePage({
  title,
  guide,
  program,
  scene,
  renames,
}: {
  title: string;
  guide: Guide;
  program: Program;
  scene: Scene;
  renames: Renames;
}) {
  const { variant } = scene;
  const names = namedIn(scene, renames);
  const { truth, variants, beats, questions, watch, slow, rescue, expectations } = readGuide(guide, program, renames);
  const ofVariant = variants[variant.id];
  return (
    <article aria-label="Guide for the facilitator" className={css.guide}>
      <header>
        <p className={css.meta}>EXERCISE · for the facilitator only · do not hand it out</p>
        <h2>{title}</h2>
      </header>
      <section>
        <h3>The truth</h3>
        <p className={css.truth}>{truth}</p>
        {ofVariant !== undefined && (
          <p>
            <strong>{variant.label}:</strong> {ofVariant}
          </p>
        )}
      </section>
      <section>
        <h3>What usually happens</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">Minute</th>
              <th scope="col">Beat</th>
              <th scope="col">What, and how to tell</th>
            </tr>
          </thead>
          <tbody>
            {beats.map(({ beat, minute, text, when }) => (
              <tr key={beat}>
                <td>{minute}</td>
                <th scope="row">{BEAT_WORDS[beat]}</th>
                <td>
                  {text} <span className={css.soft}>{when}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={css.guideColumns}>
        <List title="Ask" items={questions} />
        <List title="Watch" items={watch} />
        <List
          title="Too fast"
          items={[slow.question, `${capital(effectText(guide.slow.front, names))}. ${slow.text}`]}
        />
        <List
          title="Stuck, one step after the other"
          isOrdered
          items={[rescue.question, `${names(guide.rescue.nudge.from)}: “${rescue.nudge.text}”`, rescue.hint]}
        />
        {expectations.length > 0 && (
          <List
            title="Expected"
            items={expectations.map(
              (each) => `${ROLE_WORDS[each.by].label}: ${each.title}. ${each.good} (${each.points})`,
            )}
          />
        )}
      </div>
    </article>
  );
}

function List({ title, items, isOrdered = false }: { title: string; items: readonly string[]; isOrdered?: boolean }) {
  const Kind = isOrdered ? "ol" : "ul";
  return (
    <section>
      <h3>{title}</h3>
      <Kind className={isOrdered ? css.ordered : css.bullets}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </Kind>
    </section>
  );
}
