import { Checkbox } from "../../kit/Toggle";
import { useView } from "../../live";
import css from "./seats.module.css";
import { toggled } from "./toggled";

/** Which services a resolver knows. */
export function ServiceBoxes({
  legend,
  services,
  onChange,
}: {
  legend: string;
  services: readonly string[];
  onChange: (services: readonly string[]) => void;
}) {
  const nodes = useView((view) => view.system.nodes);
  return (
    <fieldset className={css.services}>
      <legend>{legend}</legend>
      {nodes.map(({ id, label }) => (
        <Checkbox
          key={id}
          checked={services.includes(id)}
          onChange={(on) => onChange(toggled(services, id, on))}
          label={label}
        />
      ))}
    </fieldset>
  );
}
