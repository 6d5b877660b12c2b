import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { storyKey } from "../../team/kept";
import { Part } from "../../team/Part";
import { StoryTeller } from "../../team/tale/StoryTeller";
import { fire } from "./fire";

/** The story of an incident that is only told: read aloud, decided by the team. Every choice stands in the record of the exercise. */
export function Story({ story }: { story: string }) {
  const { setup, session } = useOpenRoom();
  const { clock } = useServices();
  const seat = useFacilitatorSeat();
  const record = (choice: string) => {
    if (seat === null) return;
    const title = `The team decides: ${choice}`.slice(0, 200);
    void fire(session, seat.id, {
      id: clock.id(),
      title,
      when: { kind: "hand" },
      effects: [],
      read: "",
      expectations: [],
      discuss: [],
      card: null,
    });
  };
  return (
    <Part title="The story">
      <StoryTeller story={story} keptAs={storyKey(setup.header.id)} onChosen={record} />
    </Part>
  );
}
