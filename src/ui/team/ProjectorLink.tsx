import { Projector } from "lucide-react";
import { useOpenRoom } from "./context";
import css from "./team.module.css";

/** The projector in a window of its own: it shows what everybody may see, and adds nothing. */
export function ProjectorLink() {
  const { address } = useOpenRoom();
  return (
    <a
      href={`#/gameday/room/${encodeURIComponent(address.room)}/project`}
      target="_blank"
      className={css.projector}
      rel="noopener"
    >
      <Projector aria-hidden="true" /> Projector, in a window of its own
    </a>
  );
}
