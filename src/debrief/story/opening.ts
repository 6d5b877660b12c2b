import { clockMinutes } from "#lib/format";
import { type Beat, Part } from "./beats";
import { lasted, quoted, sentences, several, spell } from "./phrases";
import type { Told } from "./told";

/** What the player was there, to stand after "I was". */
function roleOf({ role }: Told): string {
  if (role === "") return "the one in charge";
  const small = role.charAt(0).toLowerCase() + role.slice(1);
  return /^on call/.test(small) ? "on call" : `the ${small}`;
}

/** How it began: that it was practice, where, what the page said. */
export function situation(told: Told): readonly Beat[] {
  const { program, scene, pagedAt, forkedAt, decisions } = told;
  const { card } = program;
  const part = new Part("situation");
  part.add(
    60,
    0,
    0,
    `This was a simulated incident: a drill at ${card.company}, a made-up company, where I was ${roleOf(told)}.`,
    {
      120: `This happened in a simulated incident, not in real production: a drill at ${card.company}, a made-up company, where I was ${roleOf(told)}.`,
    },
  );
  if (forkedAt !== null) {
    const after = pagedAt !== null && forkedAt > pagedAt ? ` to ${lasted(forkedAt - pagedAt)} after the page` : "";
    part.add(60, 1, 1, `It was not my first attempt: I had gone back${after} and played on from there.`);
  }
  const setting = sentences(card.summary).filter((each) => !/\byou(r|rs)?\b/i.test(each));
  part.add(120, 3, 2, setting.join(" "));
  if (pagedAt === null) return part.add(60, 0, 3, "I left before the page had even gone off.").beats;
  const at = clockMinutes(scene.system.startOfDay + pagedAt);
  const page = `At ${at} I was paged: ${quoted(scene.page.title, 14)}`;
  const [body = ""] = sentences(told.pageBody);
  part.add(60, 0, 3, page, body === "" ? {} : { 240: `${page} The page said: ${quoted(body, 24)}` });
  const isReply = (text: string) => decisions.some(({ reply }) => reply === text);
  const first = told.heard.find(
    ({ second, request, text }) => second >= pagedAt && second < pagedAt + 240 && request === null && !isReply(text),
  );
  if (first !== undefined) part.add(240, 5, 4, `Soon after, @[${first.from}] wrote: ${quoted(first.text, 26)}`);
  return part.beats;
}

/** What was theirs to do, and how they took it. */
export function task(told: Told): readonly Beat[] {
  const { pagedAt, ackedAt, severity, decisions } = told;
  const part = new Part("task");
  if (pagedAt === null) return [];
  part.add(60, 0, 0, "It was mine to stop the damage, find out why, and keep people informed.", {
    120: /^on call/i.test(told.role)
      ? "I was the one who had to act: stop the damage first, then find out why, and keep people informed all along."
      : "It was mine to lead: stop the damage first, then find out why, and keep people informed all along.",
  });
  if (ackedAt === null) part.add(60, 0, 1, "I have to say it straight away: I never acknowledged that page.");
  else {
    const took = `I acknowledged after ${lasted(ackedAt - pagedAt)}`;
    const level =
      severity === null
        ? ", and I never said how severe it was"
        : ` and called it severity ${severity.level}${severity.second - ackedAt < 30 ? " at once" : ` ${lasted(severity.second - ackedAt)} later`}`;
    part.add(120, 2, 1, `${took}${level}.`);
  }
  const people = new Set(decisions.map(({ from }) => from)).size;
  if (decisions.length > 1) {
    const kept = decisions.filter(({ chosen }) => chosen !== null).length;
    const answers =
      kept === decisions.length
        ? "I answered every one in time"
        : kept === 0
          ? "I answered none of them"
          : `I answered ${spell(kept)} in time`;
    const came = people === 1 ? "one colleague" : `${spell(people)} colleagues`;
    part.add(
      240,
      3,
      2,
      `Meanwhile ${came} put ${several(decisions.length, "question")} to me, each with a deadline; ${answers}.`,
    );
  }
  return part.beats;
}
