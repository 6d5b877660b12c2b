import type { Diagnostic, Pack } from "#domain/pack";
import { ToneShape } from "../../kit/Sign";
import css from "./workshop.module.css";

interface Group {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly name: string }[];
}

/** The files of a pack in the order in which one reads them: the drill's own, then what it stands on, then the other drills. */
export function groupsOf({ files }: Pack, slug: string): readonly Group[] {
  const folder = `drills/${slug}/`;
  const rank = (name: string) => (name === "drill.yaml" ? 0 : name === "debrief.md" ? 1 : 2);
  const within = (start: string) =>
    files
      .filter(({ path }) => path.startsWith(start))
      .map(({ path }) => ({ path, name: path.slice(start.length) }))
      .sort((a, b) => rank(a.name) - rank(b.name) || (a.path < b.path ? -1 : 1));
  const own = within(folder);
  const groups = [
    { title: "Drill", files: own.filter(({ name }) => !name.includes("/")) },
    { title: "Plays", files: own.filter(({ name }) => name.startsWith("plays/")) },
    { title: "Runbook", files: own.filter(({ name }) => name.startsWith("runbook/")) },
    { title: "System", files: within("systems/") },
    { title: "People", files: within("people/") },
  ];
  const listed = new Set(groups.flatMap((group) => group.files.map(({ path }) => path)));
  const others = within("").filter(({ path }) => !listed.has(path));
  return [...groups, { title: "Others", files: others }].filter((group) => group.files.length > 0);
}

const shortName = (name: string) => name.replace(/^(?:plays|runbook)\//, "");

/** The files of the pack; those with errors say how many. */
export function Files({
  pack,
  slug,
  path,
  diagnostics,
  onOpen,
}: {
  pack: Pack;
  slug: string;
  path: string;
  diagnostics: readonly Diagnostic[];
  onOpen: (path: string) => void;
}) {
  const errorsIn = (file: string) =>
    diagnostics.filter((each) => each.file === file && each.severity === "error").length;
  return (
    <nav aria-label="Files" className={css.files}>
      {groupsOf(pack, slug).map(({ title, files }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
          <ul role="list">
            {files.map((file) => {
              const errors = errorsIn(file.path);
              return (
                <li key={file.path}>
                  <button
                    type="button"
                    className={css.file}
                    aria-current={file.path === path ? "true" : undefined}
                    onClick={() => onOpen(file.path)}
                  >
                    <span className={css.fileName}>{shortName(file.name)}</span>
                    {errors > 0 && (
                      <>
                        <span aria-hidden="true" className={css.count}>
                          <ToneShape tone="bad" /> {errors}
                        </span>
                        <span className="visually-hidden">{errors === 1 ? ", 1 error" : `, ${errors} errors`}</span>
                      </>
                    )}
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}
