import type { ReactNode } from "react";
import { Frame } from "../../../Frame";
import { Button } from "../../../kit/Button";
import { EmptyState, ErrorState, Loading } from "../../../kit/State";
import { RoomProvider } from "../../../team/context";
import { useRoom } from "./useRoom";

/** A room with what is shown of it: opened, or why not. */
export function Room({ id, watch = false, children }: { id: string; watch?: boolean; children: ReactNode }) {
  const { opening, again } = useRoom(id, watch);
  switch (opening.kind) {
    case "opening":
      return <Loading label="Opening the room" height="100dvh" />;
    case "open":
      return <RoomProvider room={opening.room}>{children}</RoomProvider>;
    case "unknown":
      return (
        <Frame>
          <h1 className="visually-hidden">Unknown room</h1>
          <EmptyState title="This browser has not been in that room" action={<a href="#/gameday">Game days</a>}>
            Open the address that the facilitator gave you, or scan the code on the projector.
          </EmptyState>
        </Frame>
      );
    case "failed":
      return (
        <Frame>
          <h1 className="visually-hidden">The room cannot be opened</h1>
          <ErrorState
            title="The room cannot be opened"
            action={
              <Button kind="primary" onClick={again}>
                Try again
              </Button>
            }
          >
            {opening.why} What you did there is kept. <a href="#/gameday">Game days</a>
          </ErrorState>
        </Frame>
      );
  }
}
