import { ChevronDown } from "lucide-react";
import { Button } from "../kit/Button";
import { Menu } from "../kit/Menu";
import { useActing, useOpenRoom, useTeam } from "./context";
import { ROLE_WORDS, rolesText } from "./roles";

/** Whose seat this window acts for; a menu where it may act for several. */
export function SeatSwitch() {
  const { session } = useOpenRoom();
  const seats = useTeam((team) => team.seats);
  const me = useActing();
  if (me === null) return null;
  const short = me.roles.map((role) => ROLE_WORDS[role].short).join(" · ");
  const words = `${me.name}${short === "" ? "" : ` · ${short}`}`;
  if (seats.length < 2) return <span title={rolesText(me)}>{words}</span>;
  return (
    <Menu
      trigger={
        <Button kind="quiet" icon={<ChevronDown />} aria-label={`${words}: acting for ${me.name}, ${rolesText(me)}`}>
          {words}
        </Button>
      }
      groups={[
        seats.map((seat) => ({
          id: seat.id,
          label: seat.name,
          detail: rolesText(seat),
          onSelect: () => session.actAs(seat.id),
        })),
      ]}
    />
  );
}
