import { useState } from "react";
import { messageOf } from "#lib/message";
import { useServices } from "../../services";
import { type Start, startRun } from "../../starting";

/** Starting a run from a page: which drill is on its way, and why it could not be started. */
export function useStart() {
  const services = useServices();
  const [starting, setStarting] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const start = (wanted: Start) => {
    if (starting !== null) return;
    setStarting(wanted.slug);
    setFailure(null);
    startRun(services, wanted).catch((error: unknown) => {
      setStarting(null);
      setFailure(messageOf(error));
    });
  };
  return { starting, failure, start };
}
