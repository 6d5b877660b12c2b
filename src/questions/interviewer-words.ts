import type { PersonaId } from "#domain/interview";

/** What an interviewer says something for. Every moment has several wordings of each persona. */
export const SAYINGS = {
  open: {
    warm: [
      "Good to meet you. I have a few situations to talk through; there is no trick in any of them. Ask me back whenever something is unclear.",
      "Thank you for taking the time. We will talk about a few things from production. Think aloud if you like, I am glad to listen.",
      "Hello, and welcome. I will ask, you tell me how you see it, and we stop when the time is up.",
    ],
    terse: ["Let us start.", "We have a list to get through. Ready?", "I ask, you answer. Go."],
    sceptic: [
      "I have heard many smooth answers this week. Convince me with what you would really do.",
      "I will push back on what you say. It is nothing personal; I want to see what holds.",
      "Assume that I do not believe the first version of anything.",
    ],
    digger: [
      "I will pick single things you say and ask for more. Details are what I am after: names, figures, what you saw.",
      "Few questions today, but deep ones. If you do not know something, say so and tell me how you would find out.",
      "Keep it concrete. I will stop you where it becomes general.",
    ],
  },
  ask: {
    warm: [
      "Let us begin with this one.",
      "Here is something many teams have met.",
      "Take a moment before you answer, if you like.",
    ],
    terse: ["First:", "Question.", "Here:"],
    sceptic: [
      "Tell me how you would handle this, and expect objections.",
      "Let us see what you make of this.",
      "Consider this.",
    ],
    digger: ["Start wherever you like; I will find my place.", "Be as exact as you can.", "In detail, please:"],
  },
  next: {
    warm: [
      "Thank you, that helps. Let us go on.",
      "Good, I have a picture. The next one is different.",
      "Thanks. Here is another.",
    ],
    terse: ["Right. Next.", "Okay.", "Noted. Next one."],
    sceptic: [
      "I am not sure I buy all of it. Let us go on.",
      "Perhaps. Something else.",
      "We can disagree on that. Next.",
    ],
    digger: [
      "I could stay here for an hour. Let us change the subject.",
      "Good, deep enough. Next.",
      "Thank you. Another one.",
    ],
  },
  long: {
    warm: [
      "I am enjoying this, but our time is short. What did it come to?",
      "Let me stop you for a moment: could you bring it to the point that matters most to you?",
      "May I jump in? Give me the end of it, and we look at the middle later if there is time.",
    ],
    terse: ["Shorter, please.", "And the result?", "In one sentence?"],
    sceptic: [
      "That is a lot of words. Which of them would you defend?",
      "Let me interrupt: what is the one claim in there?",
      "You are explaining around it. What did it come to?",
    ],
    digger: [
      "Stop at that sentence. The rest is too general for me: what did it come to?",
      "You are wide, I want it deep. Which part would you show me the graphs of?",
      "Let me stop you. What was the turning point?",
    ],
  },
  tangent: {
    warm: [
      "May I bring you back? What I asked was a little different.",
      "That is interesting. For this one, could you come back to the question?",
      "Let me help: read the question once more, and tell me the part you would do first.",
    ],
    terse: ["Not what I asked.", "Back to the question.", "The question, please."],
    sceptic: [
      "I fail to see what this has to do with the question.",
      "That sounds rehearsed. My question was another one.",
      "Hold on. Answer what I asked, then we can talk about this.",
    ],
    digger: [
      "That is next door. Come back to what I asked, as exact as you can.",
      "I would like the part I asked about.",
      "Interesting, but I want the other thing: the question as I put it.",
    ],
  },
  cut: {
    warm: [
      "I have to watch the clock, I am afraid. Let us leave it there.",
      "We are well over the time for this one. Thank you, that is enough for me.",
      "Let us stop here; you have given me plenty.",
    ],
    terse: ["Time. We move on.", "Stop there.", "Enough. Next."],
    sceptic: [
      "We will not settle it. Time.",
      "I have heard enough to know where it is thin. Next.",
      "Stop here, we are far over.",
    ],
    digger: [
      "We have to leave it half dug. Time.",
      "I have to fill this hole and go on.",
      "That is all the time it gets.",
    ],
  },
  /** Stands before what is answered to a clarifying question, and may be empty. */
  answer: {
    warm: ["Good question.", "I am glad you ask.", "Yes, that helps to know:"],
    terse: ["", "Fine:", "So:"],
    sceptic: ["Why does it matter? But fine:", "You would have to find out. Say you did:", "If you must know:"],
    digger: ["That is worth knowing:", "Right, details:", "Here is what there is:"],
  },
  nothing: {
    warm: [
      "I have nothing on that. Assume what seems reasonable, and tell me what you assumed.",
      "We can leave that open. Choose whatever makes it interesting, and say so.",
    ],
    terse: ["No information.", "Your assumption. State it.", "Not known."],
    sceptic: ["And who would tell you that at three in the morning? Assume, and say what.", "Nobody knows. What now?"],
    digger: [
      "I have no detail on that. Fix a figure yourself and work with it.",
      "Not recorded anywhere. Assume and tell me.",
    ],
  },
  silence: {
    warm: [
      "What are you weighing just now?",
      "Tell me what goes through your head, unfinished is fine.",
      "Would it help to say it aloud?",
    ],
    terse: ["Well?", "Thoughts?", "Go on."],
    sceptic: [
      "You have gone quiet. Where does it get difficult?",
      "What do you not like about your own answer?",
      "Say what you are unsure of.",
    ],
    digger: [
      "What are you looking at in your mind?",
      "Which detail are you missing?",
      "Talk me through it, piece by piece.",
    ],
  },
  close: {
    warm: [
      "That is our time. Thank you, I enjoyed it.",
      "We have come to the end. Thank you for staying with all of my questions.",
    ],
    terse: ["That is it.", "Done. Thank you."],
    sceptic: ["I have what I need. Thank you.", "That is all. You held on to some of it."],
    digger: ["That is as deep as we get today. Thank you.", "I have enough material. Thank you."],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<PersonaId, readonly string[]>>>>;
export type Moment = keyof typeof SAYINGS;

export const MOMENTS = Object.keys(SAYINGS) as readonly Moment[];
