import type { PlannedInject } from "#domain/exercise";
import { effectText } from "#modes/gameday/words";
import { Status } from "../../kit/Sign";
import { capital, problemsOf } from "./words";

/** What an inject does, what is said then, and what is expected, in a line each. */
export function InjectAbout({ inject, names }: { inject: PlannedInject; names: (id: string) => string }) {
  const { effects, read, expectations } = inject;
  return (
    <>
      {effects.map((effect, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: effects have no identity but their place
        <p key={index}>{capital(effectText(effect, names))}</p>
      ))}
      {read.trim() !== "" && <p>You: {read}</p>}
      {expectations.length > 0 && <p>Expected: {expectations.map(({ title }) => title).join("; ")}</p>}
    </>
  );
}

/** What is missing in an inject before it can happen; nothing where nothing is. */
export function InjectProblems({ inject }: { inject: PlannedInject }) {
  const problems = problemsOf(inject);
  if (problems.length === 0) return null;
  return (
    <Status tone="warn" plain>
      {problems.join(" ")}
    </Status>
  );
}
