import type { ReactNode } from "react";
import { ErrorState, Loading } from "../../kit/State";
import { type Desk, useStudy } from "../../study/useStudy";

/** The cards once they are there; what is loading or wrong until then. */
export function Opened({ children }: { children: (desk: Desk) => ReactNode }) {
  const desk = useStudy();
  if (desk === null) return <Loading label="Opening your cards" lines={8} />;
  if (typeof desk !== "string") return children(desk);
  return (
    <ErrorState title="Your cards cannot be opened" action={<a href="#/questions">All questions</a>}>
      {desk} Nothing of what you have learned is lost; reload the page to try again.
    </ErrorState>
  );
}
