import { type FormEvent, useState } from "react";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import css from "./workshop.module.css";

const KINDS = {
  play: {
    label: "Play",
    folder: "plays",
    ending: "yaml",
    text: (name: string) => `label: ${name}\nband: [0, 100]\nsteps:\n  - do: [ { ack: {} } ]\n`,
  },
  page: { label: "Page of the runbook", folder: "runbook", ending: "md", text: (name: string) => `# ${name}\n` },
} as const;
type Kind = keyof typeof KINDS;

/** A new file of the drill. */
export function FileDialog({
  slug,
  taken,
  onMake,
  onClose,
}: {
  slug: string;
  taken: readonly string[];
  onMake: (path: string, text: string) => void;
  onClose: () => void;
}) {
  const [kind, setKind] = useState<Kind>("play");
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const { folder, ending, text } = KINDS[kind];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const path = `drills/${slug}/${folder}/${name}.${ending}`;
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) setProblem("Lower-case letters, digits and hyphens.");
    else if (taken.includes(path)) setProblem("There is a file of that name.");
    else onMake(path, text(name));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New file"
      footer={
        <Button kind="primary" type="submit" form="workshop-file">
          Make it
        </Button>
      }
    >
      <form id="workshop-file" className={css.form} onSubmit={submit}>
        <Select
          label="Kind"
          value={kind}
          options={Object.entries(KINDS).map(([value, { label }]) => ({ value: value as Kind, label }))}
          onChange={setKind}
        />
        <TextField
          label="Name"
          hint={`${folder}/${name || "…"}.${ending}`}
          error={problem}
          mono
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
