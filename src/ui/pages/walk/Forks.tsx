import { fixed, offset } from "#lib/format";
import { ErrorState, Loading } from "../../kit/State";
import { titleOf, useFamily } from "../compare/family";
import { Aside, type Shell } from "./Aside";
import { walkTo } from "./places";
import css from "./walk.module.css";

/** Where this run stands among its forks. `id` is a stored run; `current` the one on screen. */
export function Forks({ id, current, ...shell }: { id: string; current: string } & Shell) {
  return (
    <Aside label="What if" {...shell}>
      <Tree id={id} current={current} />
    </Aside>
  );
}

function Tree({ id, current }: { id: string; current: string }) {
  const { family, failure } = useFamily(id);
  if (failure !== null) return <ErrorState title="The forks cannot be listed">{failure}</ErrorState>;
  if (family === undefined) return <Loading label="Looking for forks" lines={3} />;
  const { places, notes } = family;
  return (
    <div className={css.forks}>
      <p className={css.quiet}>
        {places.length === 1 ? "Nothing was forked from this run yet." : "This run and its forks."}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list">
        {places.map(({ branch, depth }) => {
          const { run } = branch;
          const title = titleOf(branch, notes);
          const address = run?.status === "open" ? `#/run/${branch.id}` : walkTo(branch.id, branch.second ?? 0);
          return (
            <li key={branch.id} style={{ paddingLeft: `${depth * 12}px` }}>
              {run === null || branch.id === current ? (
                <span aria-current={branch.id === current ? "true" : undefined}>{title}</span>
              ) : (
                <a href={address}>{title}</a>
              )}
              <span className={css.figures}>
                {branch.second !== null && <span>{offset(branch.second)}</span>}
                <span>{run === null ? "" : run.status === "open" ? "open" : `${fixed(run.total ?? 0, 0)} of 100`}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <a href={`#/run/${id}/compare`}>Compare, name, take notes</a>
    </div>
  );
}
