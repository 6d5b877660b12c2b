import { type FormEvent, useId, useState } from "react";
import { type Seat, TEAM_ROLES, type TeamRole } from "#domain/team";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextField } from "../../kit/Field";
import { Callout } from "../../kit/State";
import { Checkbox } from "../../kit/Toggle";
import { useDeed } from "../context";
import { ROLE_WORDS } from "../roles";
import { ServiceBoxes } from "./ServiceBoxes";
import css from "./seats.module.css";
import { toggled } from "./toggled";

/** The facilitator makes or changes a seat: its name, roles and services. */
export function SeatDialog({ seat, isNew = false, onClose }: { seat: Seat; isNew?: boolean; onClose: () => void }) {
  const deed = useDeed();
  const [name, setName] = useState(seat.name);
  const [roles, setRoles] = useState<readonly TeamRole[]>(seat.roles);
  const [services, setServices] = useState<readonly string[]>(seat.services);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useId();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setProblem("A seat needs a name.");
    const { id, device } = seat;
    const refusal = await deed({ do: "seat", seat: id, name: name.trim(), device, roles, services });
    if (refusal === null) onClose();
    else setProblem(refusal.text);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isNew ? "Somebody in the room" : seat.name}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" form={form}>
            {isNew ? "Add" : "Save"}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={(event) => void save(event)}>
        {problem !== null && <Callout tone="bad" title={problem} />}
        <TextField label="Name" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        <fieldset className={css.roles}>
          <legend>Roles</legend>
          {TEAM_ROLES.map((role) => (
            <Checkbox
              key={role}
              checked={roles.includes(role)}
              onChange={(on) => setRoles(toggled(roles, role, on))}
              label={ROLE_WORDS[role].label}
              hint={ROLE_WORDS[role].about}
            />
          ))}
        </fieldset>
        {roles.includes("resolver") && (
          <ServiceBoxes legend="Services they know; none chosen means all" services={services} onChange={setServices} />
        )}
      </form>
    </Dialog>
  );
}
