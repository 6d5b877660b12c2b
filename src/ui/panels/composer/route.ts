import { AUDIENCES, type Audience, type CommandBody } from "#domain/commands";
import { useSession, useView } from "../../live";

/** What becomes of a message: it is sent, or in a team handed in for somebody to approve. */
export interface Route {
  readonly isDraft: boolean;
  /** Audiences that one may write to either way. */
  readonly audiences: readonly Audience[];
  /** The command that a text becomes. */
  readonly command: (text: string) => CommandBody;
}

/** The way of a message to an audience. */
export function useRoute(audience: Audience): Route {
  const session = useSession();
  const team = useView((view) => view.team);
  if (team === null) {
    return { isDraft: false, audiences: AUDIENCES, command: (text) => ({ kind: "say", args: { audience, text } }) };
  }
  const drafts = team.may.includes("team.draft");
  const isDraft = drafts && !team.speaks.includes(audience);
  return {
    isDraft,
    audiences: AUDIENCES.filter((each) => team.speaks.includes(each) || (drafts && each === "customers")),
    command: (text) => {
      if (!isDraft) return { kind: "say", args: { audience, text } };
      const { second = 0, ordinal = 0 } = session.getState().view?.position ?? {};
      // A seat hands in one draft at a position at most.
      const id = `draft-${team.seat}-${second}-${ordinal}`;
      return { kind: "team", args: { do: "draft", draft: id, audience, text } };
    },
  };
}
