/** What running an incident takes, as the progress page names it. */
export const SKILLS = [
  {
    id: "detect",
    label: "Detecting and acknowledging",
    about: "Answer the page, and say soon how bad it is and for whom.",
    isSubject: false,
  },
  {
    id: "metrics",
    label: "Reading metrics",
    about: "Ask the board the question that splits what is sick from what is not.",
    isSubject: false,
  },
  {
    id: "traces",
    label: "Reading logs and traces",
    about: "Follow one failing request to the line that says why.",
    isSubject: false,
  },
  {
    id: "database",
    label: "Databases and data",
    about: "See who waits for whom, what a statement costs, and what is wrong in the books.",
    isSubject: true,
  },
  {
    id: "queue",
    label: "Queues",
    about: "Read a backlog, stop before repairing, and let it drain without a second incident.",
    isSubject: true,
  },
  {
    id: "runtime",
    label: "Memory, threads and pods",
    about: "Find where threads stand and what fills memory, before a restart takes the evidence away.",
    isSubject: true,
  },
  {
    id: "release",
    label: "Releases and rollback",
    about: "Take back what is reversible, and come back in small steps.",
    isSubject: true,
  },
  {
    id: "contain",
    label: "Containing",
    about: "Take the harm away with the smallest step: shed, limit, cut an edge, switch a part off.",
    isSubject: false,
  },
  {
    id: "capacity",
    label: "Capacity",
    about: "Know what more pods, connections or patience would feed, before adding them.",
    isSubject: true,
  },
  {
    id: "customers",
    label: "Telling customers",
    about: "Impact, action, next word; no guess, no promise, none of our own names.",
    isSubject: false,
  },
  {
    id: "inside",
    label: "Telling people inside",
    about: "Keep the channel, support and leadership in the picture, and answer honestly.",
    isSubject: false,
  },
  {
    id: "lead",
    label: "Leading and delegating",
    about: "Give work away with a time box, and say no with a reason and a better job.",
    isSubject: false,
  },
  {
    id: "verify",
    label: "Verifying and closing",
    about: "Look whether it helped, and close when it has.",
    isSubject: false,
  },
  {
    id: "prevent",
    label: "Prevention",
    about: "Write down what would have caught it, with an owner and a date.",
    isSubject: false,
  },
] as const;

export type SkillId = (typeof SKILLS)[number]["id"];

/**
 * A skill. `isSubject`: what an incident can be about, so that naming it for a drill that has not been played would
 * give its cause away.
 */
export interface Skill {
  readonly id: SkillId;
  readonly label: string;
  /** One sentence. */
  readonly about: string;
  readonly isSubject: boolean;
}

export function skillOf(id: SkillId): Skill {
  const found: Skill | undefined = SKILLS.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`no skill "${id}"`);
  return found;
}
