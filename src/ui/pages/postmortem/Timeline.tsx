import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Postmortem } from "#domain/documents";
import { Button, IconButton } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import { formatElapsed } from "../../kit/format";
import { walkTo } from "../walk/places";
import { fieldId, goTo, replaced, without } from "./fields";
import css from "./postmortem.module.css";
import { clockAt, secondAt } from "./times";

type Line = Postmortem["timeline"][number];

const isOrdered = (lines: readonly Line[]): boolean =>
  lines.every(({ second }, index) => second >= (lines[index - 1]?.second ?? second));

/** What happened when. Every time leads into the run; lines can be changed, added and removed. */
export function Timeline({
  lines,
  run,
  startsAt,
  onChange,
}: {
  lines: readonly Line[];
  run: string;
  startsAt: number;
  onChange: (lines: readonly Line[]) => void;
}) {
  const add = () => {
    onChange([...lines, { second: lines.at(-1)?.second ?? 0, text: "" }]);
    requestAnimationFrame(() => goTo(`timeline.${lines.length}`));
  };
  const remove = (index: number) => {
    onChange(without(lines, index));
    document.getElementById("add-line")?.focus();
  };
  return (
    <>
      {lines.length > 0 && (
        <table className={css.timeline}>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Into the run</th>
              <th scope="col">What happened</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <tr key={index}>
                <td>
                  <TimeField
                    label={`Time of line ${index + 1}`}
                    second={line.second}
                    startsAt={startsAt}
                    onChange={(second) => onChange(replaced(lines, index, { ...line, second }))}
                  />
                </td>
                <td>
                  <a
                    href={walkTo(run, line.second)}
                    aria-label={`${formatElapsed(line.second)}: walk to ${clockAt(line.second, startsAt)}`}
                    className={css.time}
                  >
                    {formatElapsed(line.second)}
                  </a>
                </td>
                <td>
                  <TextArea
                    id={fieldId(`timeline.${index}`)}
                    label={`What happened, line ${index + 1}`}
                    hideLabel
                    rows={1}
                    className={css.line}
                    value={line.text}
                    onChange={(event) => onChange(replaced(lines, index, { ...line, text: event.target.value }))}
                  />
                </td>
                <td>
                  <IconButton label={`Remove line ${index + 1}`} icon={<Trash2 />} onClick={() => remove(index)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={css.actions}>
        <Button id="add-line" icon={<Plus />} onClick={add}>
          Add a line
        </Button>
        {!isOrdered(lines) && (
          <Button onClick={() => onChange([...lines].sort((a, b) => a.second - b.second))}>
            Put in the order of time
          </Button>
        )}
      </div>
    </>
  );
}

/** A time of day on the 24-hour clock, wherever the browser is. It is taken over when one is done typing; what is no time then goes. */
function TimeField({
  label,
  second,
  startsAt,
  onChange,
}: {
  label: string;
  second: number;
  startsAt: number;
  onChange: (second: number) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const done = () => {
    const meant = typed === null ? null : secondAt(typed, startsAt);
    if (meant !== null && meant !== second) onChange(meant);
    setTyped(null);
  };
  return (
    <input
      aria-label={label}
      aria-invalid={typed !== null && secondAt(typed, startsAt) === null ? true : undefined}
      placeholder="12:04:10"
      className={css.timeField}
      value={typed ?? clockAt(second, startsAt)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === "Enter") done();
      }}
    />
  );
}
