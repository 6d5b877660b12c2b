import { useState } from "react";
import { messageOf } from "#lib/message";

/** A file that is being opened, and why the last one was not. */
export interface Opening {
  readonly open: (file: File) => Promise<void>;
  readonly busy: boolean;
  readonly failure: { readonly name: string; readonly why: string } | null;
}

/** Opens files by `take`, which rejects with what is wrong in a sentence. */
export function useOpening(take: (file: File) => Promise<void>): Opening {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Opening["failure"]>(null);
  const open = async (file: File): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await take(file);
    } catch (error) {
      setFailure({ name: file.name, why: messageOf(error) });
    }
    setBusy(false);
  };
  return { open, busy, failure };
}
