import { useRef } from "react";
import { Button, type ButtonKind } from "./Button";

/** A button that asks for a file. The same file may be chosen again. */
export function FileButton({
  label,
  accept,
  onFile,
  kind = "default",
  busy = false,
  disabled = false,
  icon,
  children,
}: {
  /** Name of the field behind the button: what kind of file it takes. */
  label: string;
  /** Endings and types, as the browser's dialog wants them: ".zip,application/zip". */
  accept: string;
  onFile: (file: File) => void;
  kind?: ButtonKind;
  busy?: boolean;
  disabled?: boolean;
  icon?: React.ReactNode;
  children: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind={kind} busy={busy} disabled={disabled} icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
