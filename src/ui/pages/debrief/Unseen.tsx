import type { Coverage, Unopened } from "#debrief/index";
import { count } from "#lib/format";
import { SecondLink } from "./AtSecond";
import css from "./Beyond.module.css";

const KINDS: Readonly<Record<Unopened["kind"], string>> = {
  panel: "Panels",
  node: "Parts of the system",
  probe: "Probes",
  dump: "Captures",
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What an unopened place held, as a count. */
function heldText({ facts }: Unopened): string {
  const seen = facts.filter((fact) => fact.seen).length;
  const held = `held ${count(facts.length)} ${facts.length === 1 ? "fact" : "facts"}`;
  if (seen === 0) return held;
  return `${held}, ${seen === facts.length ? "seen elsewhere" : `${count(seen)} of them seen elsewhere`}`;
}

/** Facts that were there and never seen, and places that were never opened. `isWhole`: no further second is asked about. */
export function Unseen({ coverage, isWhole }: { coverage: Coverage; isWhole: boolean }) {
  const { unseen, unopened, there, found, seconds } = coverage;
  return (
    <>
      <p className={css.sum}>
        Of <strong>{count(there)}</strong> facts that were there to be seen, you saw <strong>{count(found)}</strong>.
        {isWhole ? "Asked" : "So far asked"} at {count(seconds.length)} seconds of your run; what only a person told is
        not among them.
      </p>
      <div className={css.halves}>
        <section aria-label="Never seen">
          <h3 className={css.subtitle}>Never seen</h3>
          {unseen.length === 0 ? (
            <p className={css.quiet}>Nothing: you have seen all of it.</p>
          ) : (
            <ul className={css.items}>
              {unseen.map(({ fact, text, why, decoy, places }) => (
                <li key={fact}>
                  {text}
                  <span className={css.where}>
                    {why}
                    {decoy && " True, and beside the point."}
                  </span>
                  {places.map((place) => (
                    <span key={place.panel} className={css.where}>
                      <SecondLink second={place.second} /> · {place.text}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
          )}
        </section>
        <section aria-label="Never opened">
          <h3 className={css.subtitle}>Never opened</h3>
          {unopened.length === 0 ? (
            <p className={css.quiet}>Nothing that held anything.</p>
          ) : (
            (["panel", "node", "probe", "dump"] as const).map((kind) => {
              const own = unopened.filter((each) => each.kind === kind);
              if (own.length === 0) return null;
              return (
                <div key={kind} className={css.group}>
                  <h4 className={css.kind}>{KINDS[kind]}</h4>
                  <ul className={css.items}>
                    {own.map((each) => (
                      <li key={each.id}>
                        {sentence(each.label)}
                        <span className={css.where}>
                          {heldText(each)} · from{" "}
                          {each.facts[0] !== undefined && <SecondLink second={each.facts[0].place.second} />} on
                        </span>
                      </li>
                    ))}
                  </ul>
                </div>
              );
            })
          )}
        </section>
      </div>
    </>
  );
}
