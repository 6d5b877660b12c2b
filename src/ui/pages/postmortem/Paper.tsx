import { memo } from "react";
import { FACTOR_WORDS, simulatedLine } from "#debrief/postmortem/index";
import type { Factor, Postmortem } from "#domain/documents";
import { Markdown } from "../../kit/Markdown";
import { Timestamp } from "../../kit/Timestamp";
import type { Debrief } from "../debrief/load";
import { walkTo } from "../walk/places";
import { actionWords } from "./export";
import { factorWords } from "./graph";
import css from "./postmortem.module.css";
import { LEADS_WORDS, TEXT_WORDS, type TextPart } from "./words";

/** Only a text that changed is set anew. */
const Prose = memo(Markdown);

/** The document as it is read, on screen when `isShown`, and always on paper. Empty parts are left out. */
export const Paper = memo(function Paper({
  body,
  debrief,
  isShown,
}: {
  body: Postmortem;
  debrief: Debrief;
  isShown: boolean;
}) {
  const { run, program, scene } = debrief;
  const { code } = run.header;
  const part = (name: TextPart) =>
    body[name].trim() !== "" && (
      <section>
        <h3>{TEXT_WORDS[name].label}</h3>
        <Prose text={body[name]} level={4} />
      </section>
    );
  return (
    <article hidden={!isShown} aria-label="The postmortem as it is read" className={css.paper}>
      <p className={css.origin}>{simulatedLine({ code, title: program.card.title })}</p>
      <h2>{body.title.trim() || "Untitled postmortem"}</h2>
      <p className={css.origin}>
        {program.card.company} · {code} · {scene.system.date}
      </p>
      {part("summary")}
      {part("impact")}
      {part("detection")}
      {body.timeline.length > 0 && (
        <section>
          <h3>Timeline</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">What happened</th>
              </tr>
            </thead>
            <tbody>
              {body.timeline.map(({ second, text }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
                <tr key={index}>
                  <td>
                    <a href={walkTo(run.header.id, second)}>
                      <Timestamp second={second} startsAt={scene.system.startOfDay} />
                    </a>
                  </td>
                  <td>
                    <Prose text={text} level={5} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <FactorList body={body} debrief={debrief} />
      {part("wentWell")}
      {part("wentPoorly")}
      {part("lucky")}
      <ActionTable body={body} debrief={debrief} />
    </article>
  );
});

function FactorList({ body: { factors, links }, debrief: { scene } }: { body: Postmortem; debrief: Debrief }) {
  if (factors.length === 0) return null;
  const isSaid = (factor: Factor) => factorWords(factor, scene.system).startsWith(factor.text.trim());
  const next = (id: string) =>
    links.flatMap(({ from, to }) => {
      const at = factors.findIndex((factor) => factor.id === to);
      return from === id && at >= 0 ? [at + 1] : [];
    });
  return (
    <section>
      <h3>Contributing factors</h3>
      <ol className={css.numbered}>
        {factors.map((factor) => (
          <li key={factor.id}>
            <strong>{FACTOR_WORDS[factor.kind]}:</strong> {factorWords(factor, scene.system)}
            {next(factor.id).length > 0 && (
              <span className={css.why}>
                {" "}
                → {LEADS_WORDS[factor.kind].toLowerCase()} {next(factor.id).join(", ")}
              </span>
            )}
            {!isSaid(factor) && <Prose text={factor.text} level={5} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ActionTable({ body: { actions }, debrief }: { body: Postmortem; debrief: Debrief }) {
  if (actions.length === 0) return null;
  return (
    <section>
      <h3>Actions</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Owner</th>
            <th scope="col">Due</th>
            <th scope="col">How we see that it works</th>
          </tr>
        </thead>
        <tbody>
          {actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: actions have no identity but their place
            <tr key={index}>
              <td>
                <Prose text={action.text} level={5} />
                <p className={css.why}>{actionWords(action, debrief)}</p>
              </td>
              <td>{action.owner}</td>
              <td className={css.date}>{action.due}</td>
              <td>{action.check}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
