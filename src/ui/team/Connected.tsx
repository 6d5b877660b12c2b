import css from "./connected.module.css";
import { useTeam, useTeamView } from "./context";

/** Whether the device of a seat is connected; null: somebody in the room, without one. */
export function useConnected(seat: string): boolean | null {
  const device = useTeamView((team) => team.seats.find(({ id }) => id === seat)?.device ?? null);
  const isOwn = useTeam((team) => device !== null && team.device === device);
  const isThere = useTeam((team) => team.presence.some((each) => each.device === device));
  return device === null ? null : isOwn || isThere;
}

/** A dot beside a name: filled while connected, hollow while not. Nobody in the room has one. */
export function Connected({ seat }: { seat: string }) {
  const isConnected = useConnected(seat);
  if (isConnected === null) return null;
  const words = isConnected ? "connected" : "not connected";
  return (
    <span className={css.dot} data-connected={isConnected} title={words}>
      <span className="visually-hidden">, {words}</span>
    </span>
  );
}
