import type { PersonaId } from "#domain/interview";
import { pick, streamId } from "#lib/random";

/** What an interviewer says something for. Every moment has several wordings. */
export const MOMENTS = [
  "open",
  "ask",
  "next",
  "long",
  "tangent",
  "cut",
  "answer",
  "nothing",
  "silence",
  "close",
] as const;
export type Moment = (typeof MOMENTS)[number];

/** The manner of an interviewer, as data. Shares are of a round's box of time. */
export interface Persona {
  readonly label: string;
  /** One sentence for whoever chooses. */
  readonly manner: string;
  /** Which probes come first. */
  readonly order: readonly ("contradiction" | "gap" | "dig" | "twist")[];
  /** Probes after an answer, at least and at most; which it is comes from the seed. */
  readonly probes: readonly [least: number, most: number];
  /** An answer that is about something else is interrupted after this share, one that is long after that. */
  readonly tangentAfter: number;
  readonly longAfter: number;
  /** The round is cut at this share, beyond 1. */
  readonly cutAfter: number;
  /** `answer` stands before what is answered to a clarifying question and may be empty. */
  readonly says: Readonly<Record<Moment, readonly string[]>>;
}

export const PERSONAS: Readonly<Record<PersonaId, Persona>> = {
  warm: {
    label: "Warm",
    manner: "Makes you comfortable, asks little, and lets you finish.",
    order: ["contradiction", "gap", "twist", "dig"],
    probes: [1, 2],
    tangentAfter: 0.7,
    longAfter: 0.95,
    cutAfter: 1.6,
    says: {
      open: [
        "Good to meet you. I have a few situations to talk through; there is no trick in any of them. Ask me back whenever something is unclear.",
        "Thank you for taking the time. We will talk about a few things from production. Think aloud if you like, I am glad to listen.",
        "Hello, and welcome. I will ask, you tell me how you see it, and we stop when the time is up.",
      ],
      ask: [
        "Let us begin with this one.",
        "Here is something many teams have met.",
        "Take a moment before you answer, if you like.",
      ],
      next: [
        "Thank you, that helps. Let us go on.",
        "Good, I have a picture. The next one is different.",
        "Thanks. Here is another.",
      ],
      long: [
        "I am enjoying this, but our time is short. What did it come to?",
        "Let me stop you for a moment: could you bring it to the point that matters most to you?",
        "May I jump in? Give me the end of it, and we look at the middle later if there is time.",
      ],
      tangent: [
        "May I bring you back? What I asked was a little different.",
        "That is interesting. For this one, could you come back to the question?",
        "Let me help: read the question once more, and tell me the part you would do first.",
      ],
      cut: [
        "I have to watch the clock, I am afraid. Let us leave it there.",
        "We are well over the time for this one. Thank you, that is enough for me.",
        "Let us stop here; you have given me plenty.",
      ],
      answer: ["Good question.", "I am glad you ask.", "Yes, that helps to know:"],
      nothing: [
        "I have nothing on that. Assume what seems reasonable, and tell me what you assumed.",
        "We can leave that open. Choose whatever makes it interesting, and say so.",
      ],
      silence: [
        "What are you weighing just now?",
        "Tell me what goes through your head, unfinished is fine.",
        "Would it help to say it aloud?",
      ],
      close: [
        "That is our time. Thank you, I enjoyed it.",
        "We have come to the end. Thank you for staying with all of my questions.",
      ],
    },
  },
  terse: {
    label: "Terse",
    manner: "Few words, no reaction, and the next question before you have settled.",
    order: ["gap", "contradiction", "twist", "dig"],
    probes: [1, 2],
    tangentAfter: 0.5,
    longAfter: 0.8,
    cutAfter: 1.25,
    says: {
      open: ["Let us start.", "We have a list to get through. Ready?", "I ask, you answer. Go."],
      ask: ["First:", "Question.", "Here:"],
      next: ["Right. Next.", "Okay.", "Noted. Next one."],
      long: ["Shorter, please.", "And the result?", "In one sentence?"],
      tangent: ["Not what I asked.", "Back to the question.", "The question, please."],
      cut: ["Time. We move on.", "Stop there.", "Enough. Next."],
      answer: ["", "Fine:", "So:"],
      nothing: ["No information.", "Your assumption. State it.", "Not known."],
      silence: ["Well?", "Thoughts?", "Go on."],
      close: ["That is it.", "Done. Thank you."],
    },
  },
  sceptic: {
    label: "Sceptic",
    manner: "Believes nothing at first hearing and wants to see where it breaks.",
    order: ["contradiction", "dig", "gap", "twist"],
    probes: [2, 3],
    tangentAfter: 0.5,
    longAfter: 0.85,
    cutAfter: 1.35,
    says: {
      open: [
        "I have heard many smooth answers this week. Convince me with what you would really do.",
        "I will push back on what you say. It is nothing personal; I want to see what holds.",
        "Assume that I do not believe the first version of anything.",
      ],
      ask: [
        "Tell me how you would handle this, and expect objections.",
        "Let us see what you make of this.",
        "Consider this.",
      ],
      next: [
        "I am not sure I buy all of it. Let us go on.",
        "Perhaps. Something else.",
        "We can disagree on that. Next.",
      ],
      long: [
        "That is a lot of words. Which of them would you defend?",
        "Let me interrupt: what is the one claim in there?",
        "You are explaining around it. What did it come to?",
      ],
      tangent: [
        "I fail to see what this has to do with the question.",
        "That sounds rehearsed. My question was another one.",
        "Hold on. Answer what I asked, then we can talk about this.",
      ],
      cut: [
        "We will not settle it. Time.",
        "I have heard enough to know where it is thin. Next.",
        "Stop here, we are far over.",
      ],
      answer: ["Why does it matter? But fine:", "You would have to find out. Say you did:", "If you must know:"],
      nothing: [
        "And who would tell you that at three in the morning? Assume, and say what.",
        "Nobody knows. What now?",
      ],
      silence: [
        "You have gone quiet. Where does it get difficult?",
        "What do you not like about your own answer?",
        "Say what you are unsure of.",
      ],
      close: ["I have what I need. Thank you.", "That is all. You held on to some of it."],
    },
  },
  digger: {
    label: "Digger",
    manner: "Takes one sentence of yours and goes down until there is rock.",
    order: ["dig", "contradiction", "gap", "twist"],
    probes: [3, 3],
    tangentAfter: 0.6,
    longAfter: 0.8,
    cutAfter: 1.4,
    says: {
      open: [
        "I will pick single things you say and ask for more. Details are what I am after: names, figures, what you saw.",
        "Few questions today, but deep ones. If you do not know something, say so and tell me how you would find out.",
        "Keep it concrete. I will stop you where it becomes general.",
      ],
      ask: ["Start wherever you like; I will find my place.", "Be as exact as you can.", "In detail, please:"],
      next: [
        "I could stay here for an hour. Let us change the subject.",
        "Good, deep enough. Next.",
        "Thank you. Another one.",
      ],
      long: [
        "Stop at that sentence. The rest is too general for me: what did it come to?",
        "You are wide, I want it deep. Which part would you show me the graphs of?",
        "Let me stop you. What was the turning point?",
      ],
      tangent: [
        "That is next door. Come back to what I asked, as exact as you can.",
        "I would like the part I asked about.",
        "Interesting, but I want the other thing: the question as I put it.",
      ],
      cut: [
        "We have to leave it half dug. Time.",
        "I have to fill this hole and go on.",
        "That is all the time it gets.",
      ],
      answer: ["That is worth knowing:", "Right, details:", "Here is what there is:"],
      nothing: [
        "I have no detail on that. Fix a figure yourself and work with it.",
        "Not recorded anywhere. Assume and tell me.",
      ],
      silence: [
        "What are you looking at in your mind?",
        "Which detail are you missing?",
        "Talk me through it, piece by piece.",
      ],
      close: ["That is as deep as we get today. Thank you.", "I have enough material. Thank you."],
    },
  },
};

const SAYING = streamId("interviewer says");
const NUMBER = streamId("interviewer probes");

/** The words for a moment of a round (`round` −1: the interview as a whole). The same seed gives the same words. */
export function saying(persona: PersonaId, moment: Moment, seed: number, round: number, nth = 0): string {
  const wordings = PERSONAS[persona].says[moment];
  return pick(wordings, seed, SAYING ^ streamId(moment), round, nth);
}

/** How many probes the interviewer has in mind for a round. */
export function probesWanted(persona: PersonaId, seed: number, round: number): number {
  const [least, most] = PERSONAS[persona].probes;
  return pick(
    Array.from({ length: most - least + 1 }, (_, i) => least + i),
    seed,
    NUMBER,
    round,
    0,
  );
}
