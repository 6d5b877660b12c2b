import { useRef } from "react";
import { Button, type ButtonKind } from "./Button";

/** A button that asks for a file, or for several at once. The same file may be chosen again. */
export function FileButton({
  label,
  accept,
  onFile,
  multiple = false,
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
  /** The first of them, and all. */
  onFile: (file: File, all: readonly File[]) => void;
  multiple?: boolean;
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
        multiple={multiple}
        aria-label={label}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files[0] !== undefined) onFile(files[0], files);
        }}
      />
    </>
  );
}
