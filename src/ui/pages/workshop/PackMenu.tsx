import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { messageOf } from "#lib/message";
import type { PackShelf } from "#session/contract";
import { IconButton } from "../../kit/Button";
import { Menu, type MenuItem } from "../../kit/Menu";
import { toast } from "../../kit/toast";
import { offerUndo } from "../../undo";
import type { Draft } from "./draft";
import { FileDialog } from "./FileDialog";
import { NameDialog } from "./NameDialog";
import type { Opened } from "./open";

/** What can be done with the pack as a whole, and with the file that is open. */
export function PackMenu({
  opened: { slug },
  shelf,
  draft,
  isKept,
  isReadOnly,
  path,
  onShow,
}: {
  opened: Opened;
  shelf: PackShelf;
  draft: Draft;
  isKept: boolean;
  /** Another tab writes the pack. */
  isReadOnly: boolean;
  /** The file that is open. */
  path: string;
  onShow: (path: string) => void;
}) {
  const [dialog, setDialog] = useState<"name" | "file" | null>(null);
  const main = `drills/${slug}/drill.yaml`;
  const removeFile = () => {
    const { pack } = draft.getState();
    const text = pack.files.find((file) => file.path === path)?.text;
    draft.write(path, null);
    onShow(main);
    if (text === undefined) return;
    offerUndo(`${path} is taken away`, () => {
      draft.write(path, text);
      onShow(path);
    });
  };
  const removePack = async () => {
    const { pack } = draft.getState();
    draft.stop();
    try {
      await shelf.remove(pack.id);
    } catch (error) {
      draft.resume();
      toast({ title: "It could not be removed", detail: messageOf(error), tone: "bad" });
      return;
    }
    location.hash = "#/packs";
    offerUndo(`“${pack.title}” is removed`, () => {
      shelf.save(pack).then(
        () => {
          location.hash = `#/workshop/${slug}`;
        },
        (error: unknown) => toast({ title: "It could not be brought back", detail: messageOf(error), tone: "bad" }),
      );
    });
  };
  const elsewhere = isReadOnly && "another tab writes this pack";
  const items: readonly MenuItem[] = [
    {
      id: "file",
      label: "New file…",
      detail: elsewhere || "a play, a page of the runbook",
      disabled: isReadOnly,
      onSelect: () => setDialog("file"),
    },
    {
      id: "remove-file",
      label: "Take this file away",
      detail: path === main ? "the drill needs its drill.yaml" : path.slice(path.lastIndexOf("/") + 1),
      disabled: isReadOnly || path === main,
      onSelect: removeFile,
    },
  ];
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton label="More" icon={<Ellipsis />} />}
        groups={[
          items,
          [
            {
              id: "name",
              label: "Names…",
              detail: elsewhere || "title of the pack, slug and code of the drill",
              disabled: isReadOnly,
              onSelect: () => setDialog("name"),
            },
            {
              id: "remove",
              label: "Remove this pack",
              detail: isKept ? "its runs stay readable" : "nothing of it is stored yet",
              danger: true,
              disabled: isReadOnly || !isKept,
              onSelect: () => void removePack(),
            },
          ],
        ]}
      />
      {dialog === "name" && (
        <NameDialog draft={draft} slug={slug} shelf={shelf} isKept={isKept} onClose={() => setDialog(null)} />
      )}
      {dialog === "file" && (
        <FileDialog
          slug={slug}
          taken={draft.getState().pack.files.map((file) => file.path)}
          onClose={() => setDialog(null)}
          onMake={(made, text) => {
            setDialog(null);
            draft.write(made, text);
            onShow(made);
          }}
        />
      )}
    </>
  );
}
