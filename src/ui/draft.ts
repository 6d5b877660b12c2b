import { useCallback, useState } from "react";

const nameOf = (key: string): string => `meantime.draft.${key}`;

function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(nameOf(key)) ?? "";
  } catch {
    return "";
  }
}

function writeDraft(key: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(nameOf(key));
    else sessionStorage.setItem(nameOf(key), text);
  } catch {
    // Blocked or full: the text is lost with the page, as anywhere else on the web.
  }
}

/**
 * Text that somebody is typing and has not handed in. It is this tab's alone and stays through a reload or a crash of it;
 * to set it to "" forgets it. Anything that becomes part of the progress is stored elsewhere.
 */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => readDraft(key));
  const set = useCallback(
    (next: string) => {
      setText(next);
      writeDraft(key, next);
    },
    [key],
  );
  return [text, set];
}
