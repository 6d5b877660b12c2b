import { Button } from "./kit/Button";
import { toast } from "./kit/toast";

/** Says what was done and offers to take it back, until it is dismissed; returns the function that does so. */
export function offerUndo(title: string, undo: () => void): () => void {
  const close = toast({
    title,
    action: (
      <Button
        onClick={() => {
          close();
          undo();
        }}
      >
        Undo
      </Button>
    ),
  });
  return close;
}
