import { useEffect } from "react";
import { ringingPage } from "#modes/drill/paging";
import { ErrorBoundary } from "../kit/ErrorBoundary";
import { toast } from "../kit/toast";
import { OnCallSign } from "./OnCallSign";
import { PageCard, StuckCard } from "./PageCard";
import { useDuty } from "./useDuty";

/** What runs on every screen: a sign in the frame while somebody is on call, and the page when one goes off. Needs the services above it. */
export default function OnCall() {
  return (
    <ErrorBoundary name="The pager">
      <Watch />
    </ErrorBoundary>
  );
}

function Watch() {
  const [duty, { shift, ended, hushed, opening }] = useDuty();
  useEffect(() => duty.open(), [duty]);
  useEffect(() => {
    if (ended === null || ended.body.endedAt !== ended.body.until) return;
    toast({
      title: "Your shift is over",
      action: <a href={`#/oncall/${ended.id}`}>Hand over</a>,
    });
  }, [ended]);
  const ringing = shift ? ringingPage(shift.body) : null;
  const page = ringing === null ? undefined : shift?.body.pages[ringing];
  return (
    <>
      {shift && <OnCallSign shift={shift.body} />}
      {page !== undefined ? (
        <PageCard
          key={page.due}
          page={page}
          hushed={hushed}
          onAcknowledge={() => void duty.acknowledge()}
          onHandOver={() => void duty.handOver()}
          onHush={() => duty.hush()}
        />
      ) : (
        opening !== null && (
          <StuckCard
            failure={opening.failure}
            onAgain={() => void duty.lead(opening.shift, opening.page)}
            onLater={() => duty.leaveForLater()}
          />
        )
      )}
    </>
  );
}
