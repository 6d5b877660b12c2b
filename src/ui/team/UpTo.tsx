import type { Audience } from "#domain/commands";
import type { Right } from "#engine/team/rights";
import { useCanPlay } from "../command";
import { useView } from "../live";
import { whoCan, whoMay } from "./may";

/** Where a seat may not do something: what it is, and whose business. Nothing where one may, or plays alone. */
export function UpTo({ right, children }: { right: Right; children: string }) {
  const who = useView(({ team }) => (team === null || team.may.includes(right) ? null : whoMay(team, right)));
  return <Whose who={who}>{children}</Whose>;
}

/** The same of answers to what is asked in an audience. */
export function AnsweringIsUpTo({ audience }: { audience: Audience }) {
  const who = useView(({ team }) =>
    team === null || team.answers.includes(audience) ? null : whoCan(team, ({ answers }) => answers.includes(audience)),
  );
  return <Whose who={who}>Answering</Whose>;
}

function Whose({ who, children }: { who: string | null; children: string }) {
  const canPlay = useCanPlay();
  if (who === null || !canPlay) return null;
  return (
    <p className="muted">
      {children} is up to {who}.
    </p>
  );
}
