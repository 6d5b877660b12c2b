import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { InterviewSummary } from "#session/contract";
import { Frame } from "../../Frame";
import { Section } from "../../kit/Page";
import { Callout, ErrorState, Loading } from "../../kit/State";
import { Sheet, SheetHead } from "../../Sheet";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { Earlier } from "./Earlier";
import css from "./interview.module.css";
import { OpenFile } from "./OpenFile";
import { Setup } from "./Setup";

/** Mock interviews: what to agree on, and those there were. */
export default function InterviewsPage() {
  const services = useServices();
  const [list, setList] = useState<readonly InterviewSummary[] | { readonly failed: string } | null>(null);
  useTitle("Interviews");
  const read = useCallback(async () => {
    try {
      setList(await (await services.interviews()).list());
    } catch (error) {
      setList({ failed: messageOf(error) });
    }
  }, [services]);
  useEffect(() => {
    void read();
  }, [read]);
  return (
    <Frame>
      <Sheet wide>
        <SheetHead
          title="Interviews"
          about="An interviewer asks, listens, asks back and watches the clock. Afterwards you judge yourself first, then see what of each rubric was heard, in your own words."
        />
        {services.storageProblem !== null && (
          <Callout tone="warn" title="Nothing is kept">
            An interview works, but is gone with this tab. Save it as a file on its result page.
          </Callout>
        )}
        <div className={css.twoColumns}>
          <div>
            <Section title="Set one up">
              <Setup />
            </Section>
          </div>
          <div>
            <Section title="Earlier interviews" actions={<OpenFile />}>
              {list === null ? (
                <Loading label="Looking for earlier interviews" lines={4} />
              ) : "failed" in list ? (
                <ErrorState title="Interviews cannot be listed" action={<a href="#/data">What to do</a>}>
                  {list.failed}
                </ErrorState>
              ) : (
                <Earlier list={list} onChanged={() => void read()} />
              )}
            </Section>
          </div>
        </div>
      </Sheet>
    </Frame>
  );
}
