import type { Audience } from "#domain/commands";
import type { MessageView, RequestView, View } from "#domain/view";

/** What a stream shows, in order: what was said, and what happened to the page. */
export type Line =
  | {
      readonly kind: "message";
      readonly key: string;
      readonly second: number;
      readonly message: MessageView;
      readonly request: RequestView | null;
    }
  | { readonly kind: "event"; readonly key: string; readonly second: number; readonly text: string };

export type Filter = "all" | Exclude<Audience, "customers">;

/** The lines of a stream. Events belong to the incident; what is posted for customers shows only among all. */
export function linesOf(view: Pick<View, "messages" | "requests" | "pages">, filter: Filter): readonly Line[] {
  const messages = view.messages
    .filter(({ audience }) => filter === "all" || audience === filter)
    .map((message): Line => {
      const request = message.request === null ? undefined : view.requests.find(({ id }) => id === message.request);
      return { kind: "message", key: `m${message.id}`, second: message.second, message, request: request ?? null };
    });
  const pages = view.pages.flatMap((page): Line[] => [
    { kind: "event", key: `p${page.id}`, second: page.firedAt, text: `Page: ${page.title}` },
    ...(page.ackedAt === null
      ? []
      : [{ kind: "event" as const, key: `a${page.id}`, second: page.ackedAt, text: "Page acknowledged" }]),
  ]);
  const events = filter === "all" || filter === "incident" ? pages : [];
  // Stable, and an event stands before what is said in the same second.
  return [...events, ...messages].sort((a, b) => a.second - b.second);
}

/** Messages of others that have not been read yet. In a team `seat` is one's own: the others are people, too. */
export function unreadOf(
  messages: readonly MessageView[],
  read: number,
  seat: string | null = null,
): readonly MessageView[] {
  const isOwn = ({ kind, from }: MessageView) => kind === "player" && (seat === null || from === seat);
  return messages.filter((message) => message.id > read && !isOwn(message));
}
