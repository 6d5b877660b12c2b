import type { Postmortem } from "#domain/documents";
import { messageOf } from "#lib/message";
import type { StoredDocument } from "#session/contract";
import { beside } from "../../beside";
import type { Services } from "../../services";
import { type Debrief, type Loaded, loadDebrief } from "../debrief/load";

export type StoredPostmortem = StoredDocument<"postmortem">;

/** A postmortem as it is opened: the run it is about, what is written, and where that came from. */
export interface Opened {
  readonly debrief: Debrief;
  readonly stored: StoredPostmortem;
  /** Drafted just now: to be stored at once. */
  readonly isDraft: boolean;
  /** Why it begins empty though nothing was written yet; null when it does not. */
  readonly undrafted: string | null;
}

export type Opening =
  | Exclude<Loaded, { readonly state: "ready" }>
  | { readonly state: "ready"; readonly opened: Opened };

/** One without a word in it, but with its title. */
export function blank(title: string): Postmortem {
  const texts = { summary: "", impact: "", detection: "", wentWell: "", wentPoorly: "", lucky: "" };
  return { title, ...texts, timeline: [], factors: [], links: [], actions: [] };
}

async function begin({ program, run, frozen, readOnly }: Debrief) {
  const empty = blank(program.card.title);
  if (readOnly !== null) return { body: empty, undrafted: readOnly };
  try {
    const { postmortem } = await beside("postmortem", { program, run, card: frozen.scorecard });
    return { body: postmortem, undrafted: null };
  } catch (error) {
    return { body: empty, undrafted: messageOf(error) };
  }
}

/** What was written about a finished run; where nothing was, a draft made from its log. `drafting` is told before that. */
export async function openPostmortem(id: string, services: Services, drafting: () => void): Promise<Opening> {
  const loaded = await loadDebrief(id, services);
  if (loaded.state !== "ready") return loaded;
  const { debrief } = loaded;
  const { documents, clock } = services;
  const [written] = await documents.list("postmortem", id);
  if (written !== undefined) {
    return { state: "ready", opened: { debrief, stored: written, isDraft: false, undrafted: null } };
  }
  drafting();
  const { body, undrafted } = await begin(debrief);
  const now = clock.now();
  // Always the same id: two tabs that open it at once write one postmortem, not two.
  const stored = { id: `postmortem-${id}`, kind: "postmortem", run: id, createdAt: now, updatedAt: now, body } as const;
  return { state: "ready", opened: { debrief, stored, isDraft: undrafted === null, undrafted } };
}
