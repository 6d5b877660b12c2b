import { Download } from "lucide-react";
import { useState } from "react";
import type { Pack } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { PackShelf } from "#session/contract";
import { download } from "../../download";
import { Button } from "../../kit/Button";
import { Menu } from "../../kit/Menu";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";

const TYPES = { yaml: "application/yaml", zip: "application/zip" } as const;

/** Saves a pack as a file, in one of its two forms. */
export function SaveMenu({
  label,
  pack,
}: {
  label: string;
  /** What is to be saved; null when it is gone. */
  pack: (shelf: PackShelf) => Promise<Pack | null>;
}) {
  const { packs } = useServices();
  const [busy, setBusy] = useState(false);
  const save = async (form: "yaml" | "zip") => {
    setBusy(true);
    try {
      const shelf = await packs();
      const whole = await pack(shelf);
      if (whole === null) throw new Error("It is not in the browser's storage (any more).");
      const { name, bytes } = await shelf.write(whole, form);
      download(name, new Blob([bytes as Uint8Array<ArrayBuffer>]), TYPES[form]);
    } catch (error) {
      toast({ title: "It could not be saved", detail: messageOf(error), tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button busy={busy} icon={<Download />} aria-label={label}>
          Save
        </Button>
      }
      groups={[
        [
          {
            id: "yaml",
            label: "As one YAML file",
            detail: "to read, send in a message, keep under version control",
            onSelect: () => void save("yaml"),
          },
          {
            id: "zip",
            label: "As a zip",
            detail: "a folder of files, to edit in an editor",
            onSelect: () => void save("zip"),
          },
        ],
      ]}
    />
  );
}
