import { Ellipsis } from "lucide-react";
import { FLAGS, type StudyDeed } from "#domain/study";
import type { StudiedCard } from "#modes/study/fold";
import { IconButton } from "../../kit/Button";
import { Menu } from "../../kit/Menu";
import { FLAG_WORDS } from "../../study/words";
import { cardPath } from "./paths";

/** What can be done with the card beside grading it. */
export function More({
  card,
  date,
  onDo,
}: {
  card: StudiedCard;
  /** The day of study. */
  date: string;
  onDo: (deed: StudyDeed, said: string) => void;
}) {
  return (
    <Menu
      align="end"
      trigger={<IconButton label="More about this card" icon={<Ellipsis />} />}
      groups={[
        [
          {
            id: "bury",
            label: "Bury",
            detail: "Comes back tomorrow",
            keys: "b",
            onSelect: () => onDo({ type: "bury", card: card.id, day: date }, "Buried until tomorrow"),
          },
          {
            id: "suspend",
            label: "Suspend",
            detail: "Until you resume it under Browse",
            keys: "s",
            onSelect: () => onDo({ type: "suspend", card: card.id }, "Suspended"),
          },
          ...(card.origin === null
            ? []
            : [
                {
                  id: "remove",
                  label: "Remove",
                  detail: "It was added; it can be added again",
                  onSelect: () => onDo({ type: "remove", card: card.id }, "Removed"),
                },
              ]),
        ],
        FLAGS.map((flag) => ({
          id: `flag-${flag}`,
          label: flag === 0 ? "No flag" : `Flag: ${FLAG_WORDS[flag].toLowerCase()}`,
          disabled: flag === card.flag,
          ...(flag === (card.flag + 1) % FLAGS.length && { keys: "f" }),
          onSelect: () => onDo({ type: "flag", card: card.id, flag }, FLAG_WORDS[flag]),
        })),
        [
          {
            id: "history",
            label: "History of this card",
            onSelect: () => {
              location.hash = cardPath(card.id);
            },
          },
        ],
      ]}
    />
  );
}
