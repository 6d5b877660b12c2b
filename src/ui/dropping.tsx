import { useEffect, useRef, useState } from "react";
import css from "./dropping.module.css";

/** Takes files that are dropped anywhere on the page, the first of them and all; true while one is held over it. */
export function useDrop(onFile: (file: File, all: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFile);
  take.current = onFile;
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent) => {
      if (!carries(event)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      setOver(true);
    };
    const out = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files[0] !== undefined) take.current(files[0], files);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", out);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", out);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}

/** What letting go would do, over the whole page. */
export function DropHint({ children }: { children: string }) {
  return (
    <div aria-hidden="true" className={css.drop}>
      {children}
    </div>
  );
}
