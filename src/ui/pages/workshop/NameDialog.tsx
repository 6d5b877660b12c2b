import { type FormEvent, useState } from "react";
import { messageOf } from "#lib/message";
import type { PackShelf } from "#session/contract";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextField } from "../../kit/Field";
import type { Draft } from "./draft";
import { codeOf, type NameProblems } from "./naming";
import { rename } from "./renaming";
import css from "./workshop.module.css";

/** Title of the pack, slug and code of its drill. What is taken is said with the nearest free name. */
export function NameDialog({
  draft,
  slug,
  shelf,
  isKept,
  onClose,
}: {
  draft: Draft;
  slug: string;
  shelf: PackShelf;
  /** The shelf has the pack under its present names. */
  isKept: boolean;
  onClose: () => void;
}) {
  const { pack } = draft.getState();
  const [names, setNames] = useState({ title: pack.title, slug, code: codeOf(pack, slug) });
  const [problems, setProblems] = useState<NameProblems>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const found = await rename(draft, shelf, slug, names, isKept);
      setProblems(found);
      if (Object.keys(found).length === 0) onClose();
    } catch (error) {
      setProblems({ title: messageOf(error) });
    } finally {
      setBusy(false);
    }
  };
  const field = (key: keyof typeof names, label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      error={problems[key]}
      mono={key !== "title"}
      value={names[key]}
      required
      onChange={(event) => setNames({ ...names, [key]: event.target.value })}
    />
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Names"
      footer={
        <Button kind="primary" type="submit" form="workshop-names" busy={busy}>
          Use these
        </Button>
      }
    >
      <form id="workshop-names" className={css.form} onSubmit={(event) => void submit(event)}>
        {field("title", "Title of the pack", "Stands in the list of packs.")}
        {field("slug", "Slug", "The folder of the drill: lower-case letters, digits and hyphens.")}
        {field("code", "Code", "The address of the drill, such as INC-9001.")}
      </form>
    </Dialog>
  );
}
