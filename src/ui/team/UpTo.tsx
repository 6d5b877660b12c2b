import type { Right } from "#engine/team/rights";
import { useCanPlay } from "../command";
import { useView } from "../live";
import { whoMay } from "./may";

/** Where a seat may not do something: what it is, and whose business. Nothing where one may, or plays alone. */
export function UpTo({ right, children }: { right: Right; children: string }) {
  const canPlay = useCanPlay();
  const who = useView(({ team }) => (team === null || team.may.includes(right) ? null : whoMay(team, right)));
  if (who === null || !canPlay) return null;
  return (
    <p className="muted">
      {children} is up to {who}.
    </p>
  );
}
