import type { Diagnostic } from "#domain/pack";
import { Button } from "../../kit/Button";
import { Kbd } from "../../kit/Kbd";
import { Status, ToneShape } from "../../kit/Sign";
import css from "./workshop.module.css";

/** "2 errors, 1 warning"; "No problems" where there is none. */
export function countOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors > 0 ? [errors === 1 ? "1 error" : `${errors} errors`] : []),
    ...(warnings > 0 ? [warnings === 1 ? "1 warning" : `${warnings} warnings`] : []),
  ];
  return parts.length === 0 ? "No problems" : parts.join(", ");
}

/** Whether other names are all that this drill needs. */
const isAboutNames = ({ code, file }: Diagnostic, slug: string): boolean =>
  /^pack\.(?:slug|code)-taken$/.test(code) && file.startsWith(`drills/${slug}/`);

/** Path as it is said on the page: without the folder of the drill that is open. */
export const shortPath = (path: string, slug: string): string => path.replace(`drills/${slug}/`, "");

/** Everything that is wrong, each with its place; one press goes there. */
export function Problems({
  diagnostics,
  slug,
  isChecking,
  onGo,
  onRename,
}: {
  diagnostics: readonly Diagnostic[] | null;
  slug: string;
  isChecking: boolean;
  onGo: (diagnostic: Diagnostic) => void;
  /** Gives the drill names that are free. */
  onRename: () => void;
}) {
  const hasErrors = diagnostics?.some(({ severity }) => severity === "error") ?? false;
  return (
    <section aria-label="Problems" className={css.problems}>
      <div className={css.problemsHead}>
        <span role="status">
          {diagnostics === null ? (
            <span className="muted">Checking…</span>
          ) : (
            <Status plain tone={hasErrors ? "bad" : diagnostics.length > 0 ? "warn" : "good"}>
              {countOf(diagnostics)}
            </Status>
          )}
        </span>
        {isChecking && diagnostics !== null && <span className="muted">checking…</span>}
        {diagnostics !== null && diagnostics.length > 0 && (
          <span className={css.keys}>
            <Kbd keys="f8" /> next
          </span>
        )}
      </div>
      {diagnostics !== null && diagnostics.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
        <ul role="list" className={css.problemList}>
          {diagnostics.map((each) => (
            <li
              key={`${each.file}:${each.line}:${each.column} ${each.code} ${each.message}`}
              className={css.problemRow}
            >
              <button type="button" className={css.problem} onClick={() => onGo(each)}>
                <span className={css[each.severity]}>
                  <ToneShape tone={each.severity === "error" ? "bad" : "warn"} />
                </span>
                <span className={css.problemText}>
                  <span className="visually-hidden">{each.severity}: </span>
                  {each.message}
                </span>
                <span className={css.place}>
                  {shortPath(each.file, slug)}:{each.line}:{each.column}
                </span>
              </button>
              {isAboutNames(each, slug) && <Button onClick={onRename}>Use free names</Button>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
