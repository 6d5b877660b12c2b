import { type FormEvent, useState } from "react";
import { DRILL_FORMS, type DrillForm } from "#domain/forms";
import { messageOf } from "#lib/message";
import type { DrillLibrary, DrillNames } from "#session/contract";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Select, TextField } from "../../kit/Field";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import { type NameProblems, nameProblems } from "../workshop/naming";
import css from "./packs.module.css";

/** Ours begin lower. */
const FIRST_CODE = 9001;

const FORM_NAMES: Readonly<Record<DrillForm, string>> = {
  release: "Release",
  capacity: "Capacity",
  dependency: "Dependency",
  data: "Data",
};

/** "Orders pile up at noon!" → `orders-pile-up-at-noon`. */
const slugFor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** The first code that no drill has. */
function freeCode(library: DrillLibrary): string {
  let number = FIRST_CODE;
  while (library.bySlugOrCode(`INC-${number}`) !== null) number++;
  return `INC-${number}`;
}

/** Starting a drill: what kind of incident it is, and what it is called. It opens in the workshop and can be played at once. */
export function NewDrill({ onClose }: { onClose: () => void }) {
  const { packs, library } = useServices();
  const [form, setForm] = useState<DrillForm>("release");
  const [names, setNames] = useState<DrillNames>(() => ({ title: "", slug: "", code: freeCode(library) }));
  const [problems, setProblems] = useState<NameProblems>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Until somebody writes another one, the slug follows the title.
  const slug = names.slug === "" ? slugFor(names.title) : names.slug;

  const make = async (): Promise<void> => {
    const shelf = await packs();
    const pack = await shelf.begin(form, { ...names, title: names.title.trim(), slug });
    const [{ diagnostics }, held] = await Promise.all([shelf.check(pack), shelf.load(pack.id)]);
    const taken = held === null ? {} : { slug: `There is a pack called “${held.title}” of that name.` };
    const found = { ...nameProblems(diagnostics), ...taken };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    await shelf.save(pack);
    location.hash = `#/workshop/${slug}`;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (names.title.trim() === "") {
      setProblems({ title: "It needs one: it stands in every list." });
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await make();
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const set = (part: Partial<DrillNames>) => {
    setNames({ ...names, ...part });
    setProblems({});
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New drill"
      description="It starts with a small company, a fault, plays and a debrief; it passes its checks and can be played as it stands."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" form="new-drill" busy={busy}>
            Start it
          </Button>
        </>
      }
    >
      <form id="new-drill" className={css.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label="Title"
          hint="What somebody who is paged sees of it: a symptom, not its cause."
          error={problems.title}
          value={names.title}
          maxLength={120}
          onChange={(event) => set({ title: event.target.value })}
        />
        <Select
          label="What goes wrong in it"
          value={form}
          onChange={setForm}
          options={Object.entries(DRILL_FORMS).map(([id, what]) => ({
            value: id as DrillForm,
            label: `${FORM_NAMES[id as DrillForm]}: ${what}`,
          }))}
        />
        <TextField
          label="Slug"
          hint="The folder of the drill: lower-case letters, digits and hyphens."
          error={problems.slug}
          mono
          value={slug}
          onChange={(event) => set({ slug: event.target.value })}
        />
        <TextField
          label="Code"
          hint="The address of the drill."
          error={problems.code}
          mono
          value={names.code}
          onChange={(event) => set({ code: event.target.value })}
        />
        {failure !== null && <ErrorState title="It was not made">{failure}</ErrorState>}
      </form>
    </Dialog>
  );
}
