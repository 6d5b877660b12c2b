import { useEffect } from "react";
import type { View } from "#domain/view";
import type { LiveState } from "#session/contract";
import { announce } from "../../kit/announce";
import { toast } from "../../kit/toast";
import { useSession } from "../../live";

const nameOf = (view: View, id: string): string =>
  view.people.find((person) => person.id === id)?.name ?? view.team?.seats.find((seat) => seat.id === id)?.name ?? id;

/** Says what is new in `next`; true when there was anything to say. */
function say(before: View, next: View): boolean {
  let said = false;
  for (const page of next.pages.slice(before.pages.length)) {
    announce(`Page: ${page.title}. ${page.body}`, "assertive");
    said = true;
  }
  for (const message of next.messages.slice(before.messages.length)) {
    // In a team the others are people, too.
    if (message.kind === "player" && (next.team === null || message.from === next.team.seat)) continue;
    const name = message.kind === "system" ? "" : `${nameOf(next, message.from)}: `;
    const isAsked = message.request !== null && (next.team?.answers.includes(message.audience) ?? true);
    announce(`${name}${message.text}${isAsked ? " An answer is wanted." : ""}`);
    said = true;
  }
  if (before.operations !== next.operations) {
    const phases = new Map(before.operations.map(({ id, phase }) => [id, phase]));
    for (const { id, phase, note } of next.operations) {
      if (phases.get(id) === phase || (phase !== "done" && phase !== "failed")) continue;
      toast({ title: phase === "done" ? "Done" : "Failed", detail: note, tone: phase === "done" ? "good" : "bad" });
      said = true;
    }
  }
  if (before.severity !== next.severity && next.severity !== null) {
    announce(`Severity ${next.severity}`);
    said = true;
  }
  if (before.phase !== next.phase && next.phase === "resolved") {
    announce("The incident is resolved");
    said = true;
  }
  return said;
}

function tell(before: LiveState, next: LiveState): void {
  // What goes on after the player has left is told by the ending.
  if (before.status === "finished") return;
  const hasSaid =
    before.view !== null && next.view !== null && before.view !== next.view && say(before.view, next.view);
  if (next.refusal !== null && next.refusal !== before.refusal) {
    const { text, expected, nearest } = next.refusal;
    const hints = [expected && `Possible: ${expected}.`, nearest && `Did you mean ${nearest}?`];
    toast({ title: text, detail: hints.filter(Boolean).join(" "), tone: "warn" });
  }
  // The notice repeats in short what was just said in full.
  if (next.notice !== null && next.notice !== before.notice && !hasSaid) toast({ title: next.notice });
  if (next.status !== before.status) {
    if (next.status === "paused") announce("Paused");
    if (next.status === "playing" && before.status === "paused") announce("The clock runs");
    if (next.status === "finished") announce(`The run is over. ${next.view?.ending?.title ?? ""}`, "assertive");
  }
  if (next.speed !== before.speed) announce(`Speed ${next.speed}`);
}

/** Pages, messages, refusals, finished operations and changes of state are said, and shown where they have no place of their own. */
export function useAnnouncements(): void {
  const session = useSession();
  useEffect(() => {
    let before = session.getState();
    return session.subscribe((next) => {
      const last = before;
      before = next;
      tell(last, next);
    });
  }, [session]);
}
