import type { Person, Scene } from "#domain/drill";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const small = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** What somebody does, in the middle of a sentence: "the platform engineer", "the engineer (orders)". */
function dutyOf({ role, team }: Person): string {
  const [duty = "", field] = role.split(/, */);
  if (duty !== "") return `the ${small(duty)}${field === undefined ? "" : ` (${field})`}`;
  return team !== "" ? `somebody from ${team}` : "a colleague";
}

/** Every name that people are called by, the longest first: "Radka Novotná", "Radka", "Novotná". */
export function namesIn(people: readonly Person[]): readonly string[] {
  const names = people.flatMap(({ name }) => [name, ...name.split(" ")]).filter((name) => name.length > 2);
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** What the parts of a scene's system are called. */
export const systemsIn = ({ system }: Pick<Scene, "system">): readonly string[] =>
  [system.nodes, system.regions, system.flags].flatMap((parts) => parts.map(({ label }) => label));

/** People of a scene as a postmortem speaks of them: by what they do. */
export class Cast {
  private readonly duties = new Map<string, string>();
  private readonly pattern: RegExp | null;

  constructor(private readonly scene: Pick<Scene, "people">) {
    for (const person of scene.people) {
      for (const name of namesIn([person])) if (!this.duties.has(name)) this.duties.set(name, dutyOf(person));
    }
    const names = namesIn(scene.people).map(escaped);
    this.pattern = names.length === 0 ? null : new RegExp(`(?<![\\w-])(?:${names.join("|")})(?![\\w-])`, "g");
  }

  /** What a person does, by id. */
  duty(id: string): string {
    const person = this.scene.people.find((each) => each.id === id);
    return person === undefined ? "a colleague" : dutyOf(person);
  }

  /** A person's name, by id; for who owns an action. */
  name(id: string): string {
    return this.scene.people.find((each) => each.id === id)?.name ?? id;
  }

  /** A text with what people do in place of their names. */
  withoutNames(text: string): string {
    if (this.pattern === null) return text;
    return text.replace(this.pattern, (name, at: number) => {
      const duty = this.duties.get(name) ?? "a colleague";
      const isFirst = at === 0 || /[.!?:]\s+$/.test(text.slice(0, at));
      return isFirst ? duty.charAt(0).toUpperCase() + duty.slice(1) : duty;
    });
  }
}
