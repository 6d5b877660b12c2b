import type { Mark } from "#domain/score";
import { offset, percent } from "#lib/format";
import { changesOf, oneAtATime, panelsBefore } from "./course";
import { fromMarks, type IncidentLine, IS_HINT, inTime, line, type Material, stageOf, TROUBLESHOOTING } from "./lines";
import type { Order } from "./order";

/** As many different panels are looked at before something is changed. */
const PANELS_FIRST = 2;

function checksFirst({ course }: Material, of: number): IncidentLine {
  const [first] = changesOf(course);
  const until = first?.asked ?? Number.POSITIVE_INFINITY;
  const panels = panelsBefore(course, until);
  const what = panels === 1 ? "one panel" : `${panels} panels`;
  const reason =
    first === undefined
      ? `Nothing was changed; ${what} had been looked at.`
      : `Before the first change, at ${offset(first.asked)}, ${what} had been looked at. Looking is what costs and breaks least.`;
  return line(
    "checks-first",
    "Looked before changing anything",
    panels / PANELS_FIRST,
    of,
    first?.asked ?? null,
    reason,
  );
}

/** Hints that were taken; what each cost was said before. */
function hints(marks: readonly Mark[]): readonly IncidentLine[] {
  return marks
    .filter(({ id }) => IS_HINT.test(id))
    .map(({ id, label, points, second, reason, source }) => ({ id, label, points, of: 0, second, reason, source }));
}

export function diagnosisLines(material: Material): readonly IncidentLine[] {
  const { card } = material;
  return [
    ...fromMarks(card.marks, "diagnose", 65),
    inTime(material, "diagnose", "Knew the cause in good time", 20),
    checksFirst(material, 15),
    ...hints(card.marks),
  ];
}

export function mitigationLines(material: Material, order: Order): readonly IncidentLine[] {
  const { card, course, expert } = material;
  const changes = changesOf(course);
  const restore = card.dimensions.find(({ dimension }) => dimension === "restore");
  const decide = fromMarks(card.marks, "decide", 25);
  const restored = stageOf(material.stages.player, "mitigate");
  const apart = oneAtATime(course);
  const least = expert === null ? 1 : oneAtATime(expert, material.until);
  const second = changes[0]?.asked ?? null;
  return [
    ...(restore === undefined
      ? []
      : [
          line(
            "restore",
            "Spared customers harm",
            restore.score / 100,
            decide.length === 0 ? 65 : 40,
            restored?.to ?? null,
            restore.sentence,
            TROUBLESHOOTING,
          ),
        ]),
    ...decide,
    inTime(material, "mitigate", "Contained it in good time", 15),
    line(
      "one-at-a-time",
      "One change at a time",
      changes.length === 0 ? 0 : least <= 0 ? 1 : apart / least,
      10,
      second,
      changes.length === 0
        ? "Nothing was changed."
        : changes.length === 1
          ? "There was one change."
          : `Of ${changes.length - 1} further changes, ${percent(apart)} came after the one before was over. Two at once cannot be told apart.`,
    ),
    ...(order.kept === null
      ? []
      : [line("order", "Kept the order of an incident", order.kept, 10, second, order.note)]),
  ];
}
