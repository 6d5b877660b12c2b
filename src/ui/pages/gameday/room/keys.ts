import type { Hotkey } from "../../../kit/hotkeys";
import { useFacilitatorSeat } from "../../../team/conducting";
import { useOpenRoom, useTeam, useTeamView } from "../../../team/context";

/** Keys of a team's desk: the clock for who drives it, and whose seat it is where there are several. */
export function useTeamKeys(): readonly Hotkey[] {
  const { session } = useOpenRoom();
  const isHolder = useTeam((team) => team.isHolder);
  const seats = useTeam((team) => team.seats);
  // Whoever runs the exercise enters what the others say: there the digits begin that.
  const runsIt = useFacilitatorSeat() !== null;
  const { state, tempo } = useTeamView((team) => team.clock);
  const clock: readonly Hotkey[] = [
    {
      keys: "space",
      label: "Pause the exercise, go on",
      group: "Clock",
      run: () => void session.setClock(state === "running" ? "paused" : "running", tempo, ""),
    },
  ];
  const switching = seats.slice(0, 9).map(
    (seat, index): Hotkey => ({
      keys: String(index + 1),
      label: `Act for ${seat.name}`,
      group: "Seats",
      run: () => session.actAs(seat.id),
    }),
  );
  return [...(isHolder ? clock : []), ...(seats.length > 1 && !runsIt ? switching : [])];
}
