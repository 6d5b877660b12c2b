/** What running an incident takes, as the progress page names it. */
export const SKILL_IDS = [
  "detect",
  "metrics",
  "traces",
  "database",
  "queue",
  "runtime",
  "release",
  "contain",
  "capacity",
  "customers",
  "inside",
  "lead",
  "verify",
  "prevent",
] as const;
export type SkillId = (typeof SKILL_IDS)[number];

export interface Skill {
  readonly label: string;
  /** One sentence. */
  readonly about: string;
  /** What an incident can be about: naming it for a drill that was never played would give its cause away. */
  readonly isSubject: boolean;
}

export const SKILLS: Readonly<Record<SkillId, Skill>> = {
  detect: {
    label: "Detecting and acknowledging",
    about: "Answer the page, and say soon how bad it is and for whom.",
    isSubject: false,
  },
  metrics: {
    label: "Reading metrics",
    about: "Ask the board the question that splits what is sick from what is not.",
    isSubject: false,
  },
  traces: {
    label: "Reading logs and traces",
    about: "Follow one failing request to the line that says why.",
    isSubject: false,
  },
  database: {
    label: "Databases and data",
    about: "See who waits for whom, what a statement costs, and what is wrong in the books.",
    isSubject: true,
  },
  queue: {
    label: "Queues",
    about: "Read a backlog, stop before repairing, and let it drain without a second incident.",
    isSubject: true,
  },
  runtime: {
    label: "Memory, threads and pods",
    about: "Find where threads stand and what fills memory, before a restart takes the evidence away.",
    isSubject: true,
  },
  release: {
    label: "Releases and rollback",
    about: "Take back what is reversible, and come back in small steps.",
    isSubject: true,
  },
  contain: {
    label: "Containing",
    about: "Take the harm away with the smallest step: shed, limit, cut an edge, switch a part off.",
    isSubject: false,
  },
  capacity: {
    label: "Capacity",
    about: "Know what more pods, connections or patience would feed, before adding them.",
    isSubject: true,
  },
  customers: {
    label: "Telling customers",
    about: "Impact, action, next word; no guess, no promise, none of our own names.",
    isSubject: false,
  },
  inside: {
    label: "Telling people inside",
    about: "Keep the channel, support and leadership in the picture, and answer honestly.",
    isSubject: false,
  },
  lead: {
    label: "Leading and delegating",
    about: "Give work away with a time box, and say no with a reason and a better job.",
    isSubject: false,
  },
  verify: {
    label: "Verifying and closing",
    about: "Look whether it helped, and close when it has.",
    isSubject: false,
  },
  prevent: {
    label: "Prevention",
    about: "Write down what would have caught it, with an owner and a date.",
    isSubject: false,
  },
};
