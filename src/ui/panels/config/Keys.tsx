import type { ConfigView } from "#domain/telemetry";
import { Button } from "../../kit/Button";
import { Menu } from "../../kit/Menu";
import { Status } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { useView } from "../../live";
import type { Act } from "./act";
import css from "./config.module.css";

type Key = ConfigView["keys"][number];

/** A value as it stands; nothing at all must be seen too. */
function Value({ value }: { value: string }) {
  return value === "" ? <span className={css.empty}>(empty)</span> : <code>{value}</code>;
}

/** Keys by region: the live value, and where it differs from Git or was typed in by hand, both. */
export function Keys({ keys, act }: { keys: ConfigView["keys"]; act: Act | null }) {
  const regions = useView((view) => view.system.regions);
  if (keys.length === 0) return <EmptyState title="It has no configuration of its own" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label="Configuration by region" tabIndex={0} className={css.scroll}>
      <table className={css.keys}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Base</th>
            {regions.map(({ id }) => (
              <th key={id} scope="col">
                {id}
              </th>
            ))}
            {act !== null && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.key}>
              <th scope="row" className="mono">
                {key.key}
              </th>
              <td>
                <Value value={key.base} />
              </td>
              {regions.map(({ id }) => (
                <td key={id}>
                  <Live entry={key} region={id} />
                </td>
              ))}
              {act !== null && (
                <td>
                  <Menu
                    align="end"
                    trigger={
                      <Button kind="quiet" aria-label={`Change ${key.key}…`}>
                        Change…
                      </Button>
                    }
                    groups={[
                      [
                        {
                          id: "commit",
                          label: "Commit a value…",
                          detail: "Through the pipeline, kept",
                          onSelect: () => act("config-commit", { key: key.key }),
                        },
                        {
                          id: "edit",
                          label: "Edit by hand…",
                          detail: "In one region, at once, not in Git",
                          onSelect: () => act("config-edit", { key: key.key }),
                        },
                      ],
                    ]}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Live({ entry, region }: { entry: Key; region: string }) {
  const live = entry.live[region] ?? "";
  const git = entry.git[region] ?? "";
  const isByHand = entry.handEdited.includes(region);
  return (
    <>
      <Value value={live} />
      {isByHand && (
        <span className={css.flagged}>
          <Status tone="warn">edited by hand</Status>
        </span>
      )}
      {live !== git && (
        <span className={css.flagged}>
          <span className="muted">Git:</span> <Value value={git} />
        </span>
      )}
    </>
  );
}
