import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { messageOf } from "#lib/message";
import type { RoomSummary } from "#session/team/contract";
import { download, fileName } from "../../download";
import { Button, IconButton } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Badge } from "../../kit/Sign";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { forgetRun } from "../../team/kept";
import { when } from "../../when";
import { ROOM_ENDING } from "./files";
import css from "./gameday.module.css";

/** What a room is called; one that was only remembered has not told yet. */
const titleOf = ({ title }: RoomSummary): string => title.trim() || "A room you have not been in yet";

const roomHash = ({ address }: RoomSummary): string => `#/gameday/room/${encodeURIComponent(address.room)}`;

/** Rooms this browser has been in: into them, to what is talked about afterwards, and away with them. */
export function Rooms({ rooms, onChange }: { rooms: readonly RoomSummary[]; onChange: () => void }) {
  const { clock, rooms: port } = useServices();
  const [leaving, setLeaving] = useState<RoomSummary | null>(null);
  const now = clock.now();
  const save = async (room: RoomSummary) => {
    try {
      // Only to read it: watching adds nothing.
      const log = await (await port()).join(room.address, true);
      try {
        const bytes = await log.save();
        download(fileName(titleOf(room), ROOM_ENDING), new Blob([bytes as BlobPart]), "application/octet-stream");
      } finally {
        log.close();
      }
    } catch (error) {
      toast({ title: `“${titleOf(room)}” could not be saved`, detail: messageOf(error), tone: "bad" });
    }
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.rows}>
        {rooms.map((room) => (
          <li key={room.address.room} className={css.row}>
            <div className={css.what}>
              <a href={roomHash(room)} className={css.name}>
                {titleOf(room)}
              </a>
              <span className={css.meta}>
                <Badge tone={room.isFounder ? "info" : "neutral"}>{room.isFounder ? "you opened it" : "guest"}</Badge>
                <span>{room.address.relay === null ? "this browser only" : "over the network"}</span>
                <span>{when(room.updatedAt, now)}</span>
              </span>
            </div>
            <div className={css.buttons}>
              <a href={`${roomHash(room)}/after`} aria-label={`Afterwards: ${titleOf(room)}`}>
                Afterwards
              </a>
              <IconButton
                label={`Save the room “${titleOf(room)}” as a file`}
                icon={<Download />}
                onClick={() => void save(room)}
              />
              <IconButton
                label={`Remove the room “${titleOf(room)}”`}
                icon={<Trash2 />}
                onClick={() => setLeaving(room)}
              />
            </div>
          </li>
        ))}
      </ul>
      {leaving !== null && <Leaving room={leaving} onClose={() => setLeaving(null)} onGone={onChange} />}
    </>
  );
}

/** Asks first: a room that was removed cannot be brought back, since the key that signed for this browser goes with it. */
function Leaving({ room, onClose, onGone }: { room: RoomSummary; onClose: () => void; onGone: () => void }) {
  const services = useServices();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await (await services.rooms()).remove(room.address.room);
      const plans = await services.documents.list("gameday", room.run);
      for (const { id } of plans) await services.documents.remove(id);
      forgetRun(room.run);
      onClose();
    } catch (error) {
      toast({ title: `“${titleOf(room)}” could not be removed`, detail: messageOf(error), tone: "bad" });
      setBusy(false);
    }
    onGone();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={`Remove “${titleOf(room)}”?`}
      description="This browser forgets the room, what was done in it, and your notes for it. It cannot be brought back here."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" busy={busy} onClick={() => void remove()} data-autofocus>
            Remove it
          </Button>
        </>
      }
    >
      <p>
        Others who were in it keep theirs, and a plan it was opened from stays. A run that was stored at the end stands
        with <a href="#/data">your data</a>.
      </p>
    </Dialog>
  );
}
