import { useState } from "react";
import type { Diagnostic } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { PackSummary } from "#session/contract";
import { Button } from "../../kit/Button";
import { Status } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { when } from "../../when";
import { Diagnostics } from "./Diagnostics";
import css from "./packs.module.css";
import { SaveMenu } from "./SaveMenu";

/** What is wrong with a pack, and its drills that cannot be played for it. */
interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: readonly string[];
}

/** A pack that is kept: its drills, what is wrong with it, and what can be done with it. */
export function PackEntry({ pack, now, onRemove }: { pack: PackSummary; now: number; onRemove: () => void }) {
  const { packs } = useServices();
  const [findings, setFindings] = useState<Findings | "asked" | null>(null);
  const { id, title, version, cards, errors, updatedAt } = pack;
  const heading = `pack-${id}`;
  const ask = async () => {
    if (findings !== null) {
      setFindings(null);
      return;
    }
    setFindings("asked");
    try {
      const shelf = await packs();
      const whole = await shelf.load(id);
      if (whole === null) throw new Error("It is not in the browser's storage (any more).");
      const { diagnostics, drills } = await shelf.check(whole);
      setFindings({ diagnostics, broken: drills.filter(({ program }) => program === null).map(({ slug }) => slug) });
    } catch (error) {
      setFindings(null);
      toast({ title: `“${title}” could not be checked`, detail: messageOf(error), tone: "bad" });
    }
  };
  return (
    <article aria-labelledby={heading} className={css.pack}>
      <div className={css.packHead}>
        <div>
          <h3 id={heading} className={css.packTitle}>
            {title}
          </h3>
          <p className={css.meta}>
            <span className="mono">{id}</span>
            <span>version {version}</span>
            <span>kept {when(updatedAt, now)}</span>
          </p>
        </div>
        <div className={css.buttons}>
          <SaveMenu label={`Save “${title}” as a file`} pack={async (shelf) => shelf.load(id)} />
          <Button kind="quiet" onClick={onRemove} aria-label={`Remove “${title}”`}>
            Remove
          </Button>
        </div>
      </div>
      {cards.length === 0 ? (
        <p className={css.note}>None of its drills can be played.</p>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
        <ul role="list" aria-label={`Drills of “${title}”`} className={css.rows}>
          {cards.map((card) => (
            <li key={card.slug}>
              <a href={`#/${card.code}`} className={css.main}>
                <span className="mono">{card.code}</span> {card.title}
              </a>
              <span className={css.signs}>
                <span className={css.meta}>about {card.minutes} min</span>
                <a href={`#/workshop/${card.slug}`} aria-label={`Open ${card.code} in the workshop`}>
                  Workshop
                </a>
              </span>
            </li>
          ))}
        </ul>
      )}
      {errors > 0 && (
        <div className={css.errors}>
          <Status tone="bad">
            {errors} {errors === 1 ? "error" : "errors"}
          </Status>
          <Button kind="quiet" aria-expanded={findings !== null} onClick={() => void ask()}>
            {findings === null ? "Show what is wrong" : "Hide"}
          </Button>
        </div>
      )}
      {findings === "asked" && <Loading label="Checking the pack" />}
      {findings !== null && findings !== "asked" && (
        <>
          <Diagnostics diagnostics={findings.diagnostics} />
          {findings.broken.length > 0 && (
            <p className={css.broken}>
              <span>Mend in the workshop:</span>
              {findings.broken.map((slug) => (
                <a key={slug} href={`#/workshop/${slug}`} className="mono">
                  {slug}
                </a>
              ))}
            </p>
          )}
        </>
      )}
    </article>
  );
}
