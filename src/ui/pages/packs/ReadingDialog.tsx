import type { Pack } from "#domain/pack";
import type { PackReading } from "#session/contract";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Badge, Status, type Tone } from "../../kit/Sign";
import { Callout, ErrorState } from "../../kit/State";
import { changesOf, type DrillChange, slugsOf } from "./changes";
import { countsOf, Diagnostics } from "./Diagnostics";
import css from "./packs.module.css";

const CHANGES: Readonly<Record<DrillChange["what"], { readonly tone: Tone; readonly word: string }>> = {
  new: { tone: "good", word: "New" },
  changed: { tone: "info", word: "Changed" },
  same: { tone: "neutral", word: "Unchanged" },
  gone: { tone: "warn", word: "No longer in it" },
};

const drills = (n: number): string => `${n} ${n === 1 ? "drill" : "drills"}`;

/** What is in a file, and what keeping it would change. Nothing is stored before a button is pressed. */
export function ReadingDialog({
  name,
  reading,
  before,
  busy,
  failure,
  onClose,
  onKeep,
}: {
  name: string;
  reading: PackReading & { readonly pack: Pack };
  /** The pack with the same id that is here. */
  before: Pack | null;
  busy: boolean;
  failure: string | null;
  onClose: () => void;
  onKeep: () => void;
}) {
  const { pack, cards, diagnostics } = reading;
  const bySlug = new Map(cards.map((card) => [card.slug, card]));
  const all = slugsOf(pack);
  const changes = before === null ? null : changesOf(before, pack);
  const isSame = changes?.every(({ what }) => what === "same") === true && before?.version === pack.version;
  const rows: readonly { readonly slug: string; readonly change: DrillChange | null }[] =
    changes === null
      ? all.map((slug) => ({ slug, change: null }))
      : changes.map((change) => ({ slug: change.slug, change }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={pack.title}
      description={`From ${name}: pack ${pack.id}, version ${pack.version}, ${drills(all.length)}${cards.length < all.length ? `, of which ${cards.length} can be played` : ""}`}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" busy={busy} onClick={onKeep}>
            {before === null
              ? "Keep it"
              : before.version === pack.version
                ? `Replace version ${before.version}`
                : `Replace version ${before.version} by ${pack.version}`}
          </Button>
        </>
      }
    >
      {before !== null && pack.version < before.version && (
        <Callout tone="warn" title="Older than yours">
          Version {before.version} is here; this file has version {pack.version}.
        </Callout>
      )}
      {isSame && <Callout title="Here already">This is the pack that is here, file by file.</Callout>}
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" aria-label="Drills" className={css.rows}>
        {rows.map(({ slug, change }) => {
          const card = bySlug.get(slug);
          return (
            <li key={slug}>
              <span className={css.main}>
                {card === undefined ? (
                  <span className="mono">{slug}</span>
                ) : (
                  <>
                    <span className="mono">{card.code}</span> {card.title}
                  </>
                )}
              </span>
              <span className={css.signs}>
                {card === undefined && change?.what !== "gone" && <Badge tone="bad">cannot be played</Badge>}
                {change !== null && (
                  <Status plain tone={CHANGES[change.what].tone}>
                    {CHANGES[change.what].word}
                    {change.what === "changed" && `, ${change.files} ${change.files === 1 ? "file" : "files"}`}
                  </Status>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {diagnostics.length > 0 && (
        <div className={css.findings}>
          <h3>{countsOf(diagnostics)}</h3>
          {cards.length < all.length && (
            <p className={css.note}>
              Drills with errors are kept as text and are not listed. They can be mended in the workshop.
            </p>
          )}
          <Diagnostics diagnostics={diagnostics} />
        </div>
      )}
      {failure !== null && <ErrorState title="It was not kept">{failure}</ErrorState>}
    </Dialog>
  );
}
