import type { ExercisePlan, PlanSubject } from "#domain/exercise";
import type { TeamSubject } from "#session/team/contract";
import type { Services } from "../../services";

/** What a plan is called, in a list. */
export const titleOf = ({ title }: Pick<ExercisePlan, "title">): string => title.trim() || "Untitled game day";

/** What a plan is about, in a few words: code and title of the drill, or that it is only told. */
export function aboutOf({ subject }: Pick<ExercisePlan, "subject">, { library }: Pick<Services, "library">): string {
  if (subject.kind === "tabletop") return "A told incident";
  const card = library.bySlugOrCode(subject.slug);
  return card === null ? `${subject.slug}, which is not here any more` : `${card.code} · ${card.title}`;
}

/** What a room plays, as a plan names it: a pack travels with the room, and a plan only says which. */
export const planSubject = (subject: TeamSubject): PlanSubject =>
  subject.kind === "pack" ? { kind: "pack", slug: subject.slug, pack: subject.pack.id } : subject;
