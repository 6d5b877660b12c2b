import type { DocumentKind } from "#domain/documents";
import { messageOf } from "#lib/message";
import type { StoredDocument } from "#session/contract";
import { toast } from "./kit/toast";
import type { Services } from "./services";
import { offerUndo } from "./undo";

/**
 * Deletes something that was written and offers to take that back; `called` is what it is called in a sentence, and `changed`
 * is called after both. Resolves with whether it is deleted; a failure is said.
 */
export async function removeWritten<K extends DocumentKind>(
  { documents }: Pick<Services, "documents">,
  document: StoredDocument<K>,
  called: string,
  changed: () => void,
): Promise<boolean> {
  const fail = (title: string) => (error: unknown) => {
    toast({ title, detail: messageOf(error), tone: "bad" });
    return false;
  };
  try {
    await documents.remove(document.id);
  } catch (error) {
    return fail(`${called} could not be deleted`)(error);
  }
  changed();
  offerUndo(`${called} is deleted`, () => {
    documents.put(document).then(changed, fail("It could not be brought back"));
  });
  return true;
}
