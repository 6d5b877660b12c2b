import type { Story } from "#domain/documents";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { beside } from "../../beside";
import type { Services } from "../../services";

/** Stores a new story and goes to it. Rejects with a StorageError. */
export async function keepStory({ documents, clock }: Services, body: Story, run: string | null): Promise<void> {
  const id = clock.id();
  const now = clock.now();
  await documents.put({ id, kind: "story", run, createdAt: now, updatedAt: now, body });
  location.hash = `#/stories/${id}`;
}

/** Drafts a story from a finished run beside the page, stores it and goes to it. Rejects when one of these fails. */
export async function draftFrom(
  services: Services,
  given: { readonly program: Program; readonly run: Run; readonly card: Scorecard },
): Promise<void> {
  await keepStory(services, await beside("story", given), given.run.header.id);
}
