/**
 * The grammar of denial as tables: closed classes of words, each named after the place in which it denies. Verbs, nouns and
 * adjectives are compared by stem; small words, and the cues, as they stand.
 */
import { stem } from "../stem";
import { cues } from "./cues";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const stems = (text: string): ReadonlySet<string> => new Set(text.split(" ").map(stem));

// Words that hold a sentence together

export const PRONOUNS = words("i we you they he she it");
export const SPEAKERS = words("i we you they he she nobody people somebody someone management");
export const SUBJECTS = new Set([...SPEAKERS, ...words("one it that this these those everybody everyone")]);
export const AUXILIARY = stems("be do have will would can could should shall might must seem look get need dare");
/** After these something else is said. */
export const TURNS = words(
  "but however although though until unless because so before then instead after when if which where",
);
/** What refers to a thing that was named: "I never do that". */
export const REFERRING = words("that it them this those these there either here any one so myself much");
export const PARTICLES = words("got at into for about on with out of up off to in around round");
/** A sentence that begins with one of these does not begin with what it is about: "on a 401 …". */
export const LEADING = words(
  "on in at with for after from during to if when once as since then so first second third now because before by until while only " +
    "but no not yes afterwards finally meanwhile per without unless although though even despite given",
);

// Before the match

/** What denies the rest of its clause. */
export const NEGATORS = words(
  "not no never without nobody none neither nor unable cannot nothing nowhere hardly barely nope",
);
/** With these after them they deny nothing: "not only", "no doubt", "nothing but". */
export const IDIOMS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["not", words("only just sure merely simply least exactly necessarily")],
  ["no", words("doubt later longer matter wonder sooner fewer less more surprise question problem problems")],
  ["nothing", words("but less short special new")],
  ["never", words("mind")],
  ["nobody", words("else")],
  [
    "without",
    words(
      "success luck effect result answer reply response reaction delay hesitation exception fail further question asking",
    ),
  ],
]);
/** After these "nothing" is an amount or a value, and denies nothing: "dropped to nothing". */
export const AMOUNTS = words("to from for into");
/** What waits for a condition: "no runbook, no release". */
export const GATED = stems(
  "release deploy deployment merge launch change rollout promotion production traffic live approval ticket access",
);
/** A sentence that begins with one of these states a condition: what it denies there is asked for where the rest is denied, too. */
export const CONDITIONS = words("if when whenever wherever where");
/** Past forms tell what happened, not what is asked for. */
export const TOLD = words("did was were had knew could got went came saw");
/** With these before it "not" denies nothing: "why not", "or not", "if not". */
export const OPENERS = words("why or if");
/** Verbs that turn a negator before them round: "never skip", "do not forget to". */
export const REVERSING = stems("hesitate forget skip neglect ignore omit overlook underestimate miss fail postpone");
/** What begins the exception from a denial: "nothing except", "not unless". */
export const EXCEPTING = words("except unless until till besides");
/** "does not care which": what follows is no more denied than asserted. */
export const CARING = stems("care mind matter");
export const ASKING = words("what which who where whether if how");

export const AVOIDING = stems("avoid");
/** These deny what one refuses to do; "refused callers" and "a declined card" deny nothing. */
export const REFUSING = stems("refuse decline");
/** Verbs of leaving undone: their object is denied. */
export const LEAVING = stems(
  "skip ditch scrap forgo omit dismiss neglect oppose distrust mistrust hate dislike veto discourage lack",
);
/** The same with a particle: "leave out", "put off". */
export const LEAVING_WITH: ReadonlyMap<string, ReadonlySet<string>> = parted({
  leave: "out off alone aside",
  put: "off aside",
  wave: "away off",
  brush: "aside off away",
  talk: "out",
  laugh: "off at",
  save: "ourselves myself yourself",
  cross: "off out",
});
/** What a match stands behind. */
export const BEHIND = cues(
  "instead of; rather than; in place|lieu of; better than; beat|beats; little point|value|use|sense|benefit|need|reason; too * to; " +
    "better * to do than; give|gives|gave|given up on; did|done away with; let others|somebody|someone; " +
    "tired|sick|enough of; fed up with; waste|wasted|wasting time|money|effort|energy|hours|days; as if|though; heard of; " +
    "decide|decided|argue|argued|advised|voted|am|was|are|were against; should|ought have; wish",
);

// After the match

/** Verbs of rejecting and putting off, of what was named before them: "X we looked at and rejected". */
export const REJECTING = new Set([
  ...LEAVING,
  ...stems(
    "reject drop abandon cancel postpone defer shelve park ignore avoid bin axe spare exclude waive refuse uninstall unplug",
  ),
]);
export const REJECTING_WITH: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...LEAVING_WITH,
  ...parted({
    throw: "out away overboard",
    vote: "down",
    turn: "down",
    get: "rid",
    rule: "out",
    strike: "out off",
    shoot: "down",
    put: "off aside on",
  }),
]);
/** Who decides for others; of these "refused" and "turned down" are said of a plan, not of a request. */
export const DECIDERS = stems(
  "management manager boss lead architect cto ceo cfo board finance security operation legal department team director committee " +
    "procurement controlling owner everybody majority council union we they i he she somebody someone chief head colleague",
);
/** What they do to it. */
export const DECIDING = stems("reject refuse decline waive veto kill bury block axe bin scrap drop abandon shelve");
/** What was tried, and then undone: "introduced and quietly switched off". */
export const TRYING = stems("introduce try install buy pilot launch adopt");
export const UNDOING = stems(
  "remove uninstall unplug disable cancel delete sell abandon drop scrap bin revert deinstall discard",
);
export const UNDOING_WITH: ReadonlyMap<string, ReadonlySet<string>> = parted({
  switch: "off",
  turn: "off",
  take: "out off down away back",
  throw: "out away",
  give: "up back away",
  shut: "down off",
  rip: "out",
  tear: "down out",
  phase: "out",
  send: "back",
  roll: "back",
});
/** In the passive these are done to callers and messages as well: "requests were dropped". */
export const DONE_TO_REQUESTS = stems("drop ignore refuse decline");

export const BEING = stems("be seem look sound feel get stay remain have add bring do give buy help become mean");
/** What makes light of a thing. */
export const DISMISSING = stems(
  "unnecessary needless superfluous overrated overkill overhead pointless useless meaningless worthless irrelevant luxury " +
    "academic bureaucracy bureaucratic theatre theater cosmetic waste nonsense distraction folklore superstition gimmick obsolete " +
    "optional secondary overengineering hype counterproductive redundant crutch ballast relic fad ceremony paperwork buzzword myth " +
    "impossible excluded outdated paranoid premature unrealistic impractical wasteful childish silly stupid ridiculous formality " +
    "hobby vanity busywork fluff negligible overblown excessive paranoia unaffordable clutter decoration unneeded exaggerated " +
    "exaggeration insult gratuitous bookkeeping overdone bogus pedantic pedantry esoteric laughable absurd gibberish mumbo fiction bullshit",
);
/** What makes light of it where somebody finds it so: "I regard X as risky". */
export const BELITTLING = stems(
  "risky dangerous harmful slow expensive boring heavy complicated complex old weak bad unfair annoying confusing wrong clumsy " +
    "fussy tedious vague questionable noise nuisance chore burden toy fashion excuse sign admission defeat weakness cowardice much far " +
    "patronising patronizing",
);
export const FINDING = stems("find consider regard think call deem see rate");
/** "X I find useful" denies nothing. */
export const PRAISE = stems(
  "important useful essential necessary good best crucial key vital helpful need valuable worth interesting right great better " +
    "fine nice fascinating easy reassuring safe first",
);
export const WANTED = stems(
  "need necessary require important worth useful use help matter want do bother keep have follow believe exist apply open read " +
    "write press come happen something explain cover count possible interest interesting our my how option priority part reason " +
    "point needed care relevant realistic planned available",
);
/** What a thing is, or is not: "is not there", "was not planned". */
export const SET_UP = stems(
  "there enable plan separate write set configure prepare measure keep count introduce define document record test own practise rehearse thing exist build approve fund install",
);
/** What one does with a thing, and can leave: "nobody noticed" and "it did not go out" leave nothing. */
export const DOING = stems(
  "do need use have get open read write look check follow believe trust keep want know bother try test measure track compare ask " +
    "record collect own run apply touch think explain discuss see press consider maintain schedule prepare introduce set implement " +
    "configure buy adopt rehearse define tag build finish like understand practise practice install enable make involve include " +
    "document plan put add worry care mention fancy create bring manage require share name go happen exist reach work",
);
/** What nobody does who leaves a thing: "nobody found the time". */
export const HEEDING = stems("find ask pay tell miss notice look care want read bother have");

/** What became of it, said of the match itself. */
export const FATES = cues(
  "fall|falls|fell|fallen through|flat|by; get|gets|got lost|forgotten|buried; on ice; never left|leaves the|a|its|their; never got|made|saw|survived|reached; " +
    "got|get|gets|made|came as far as; would presuppose|assume; would need|require|mean a|an|another|more|two|three|people; end|ends|ended up in; " +
    "die|died in|on|with; the last thing; klingon|greek|chinese|gibberish to me|us; " +
    "frighten|frightens|scare|scares|bore|bores|annoy|annoys|confuse|confuses|exhaust|exhausts|overwhelm|overwhelms|tire|tires|disgust|disgusts me|us; " +
    "leave|leaves me|us cold; make|makes|made me|us yawn|laugh|sick|nervous|dizzy|cringe|tired|sleepy; give|gives|gave me|us headaches|nightmares|hives; " +
    "come|comes|came|led|lead|leads to nothing; go|goes|went nowhere; " +
    "out of the question; out of scope; " +
    "never happen|happens|happened|materialised|work|works|worked|help|helps|helped|took|came|got|made|mirror|existed|reach|reached|matter|mattered; " +
    "would be nice|lovely|ideal; would have been nice|lovely|ideal; nice for; " +
    "nice|good|fine|lovely|great|interesting in|on|for theory|paper|books|slides|talks|conferences|textbooks|blogs|managers|auditors; " +
    "is|are|was|were|be|been|sounds|seems too expensive|complicated|complex|heavy|costly|risky|dangerous|academic|fancy|clever|fragile|theoretical|much; " +
    "take|takes|took|cost|costs too; take|takes|took ages|forever|days|weeks|months|time; " +
    "is|are|was|were|been suggested|proposed|promised|vetoed|outvoted",
);
/** What people say of a thing that they have no time for, anywhere behind it. */
export const EXCLAMATIONS = cues(
  "no way|thanks|thank|idea|clue|chance|interest|patience|appetite|odds; no time|use for; who cares|needs; " +
    "why should|would|bother; dead body; be joking|kidding; dream of; the bin; spare|spared|save myself|me; my style|thing; good luck; " +
    "got nowhere; got us nowhere; led nowhere; fortune telling; life is too short; was|been tried; gave|given up; " +
    "gave|given that|it|this up; talked out of; budget went; stop to that; not my|our; leave|left that|those|these; pass on; beyond me; " +
    "above my pay; told it; am|was told; proven me wrong; laughed at; come on; oh please; i decline; not on my|our watch; none of my|our; " +
    "can|could live|do|manage without; god no; thank god; got past the meeting; missed it|them; " +
    "sounds noble|clever|nice; occurred to me; who is supposed; defeat; fairy tale; know the word; read about it|them; seen the blog; hair splitting; vetoed",
);

/** The same, where the clause ends with it: "messages, to whom?" */
export const RETORTS = cues(
  "what for; for what; to whom; so what; forget it; not me|mine; not for|with me|us; " +
    "who reads|uses|needs|wants|watches|opens|writes|checks that|it|them|those|this|these",
);

/** Verbs after "only", "just" or "merely" that say what harm a thing does. */
export const HARMING = stems(
  "add cause treat prolong complicate slow confuse delay create produce hide distract mean cost shift move postpone encourage " +
    "annoy introduce generate invite waste frustrate scare duplicate lengthen complain pester",
);
export const MERELY = words("only just merely simply");
/** What a thing is said to add, and what to cost. */
export const ADDING = stems("add introduce create bring cause produce mean generate");
export const BURDENS = stems(
  "complexity debt overhead noise friction stress confusion bureaucracy delay burden clutter risk work cost complication panic trouble",
);
export const SPENDING = stems("waste burn cost eat steal");
export const RESOURCES = stems("money time effort budget day week hour nerve energy year sprint");

/** Where undone work lies. */
export const DRAWERS = stems(
  "backlog shelf roadmap wishlist someday wish whiteboard slide drawer deck flipchart powerpoint bottom",
);
export const RESTING = stems(
  "stay sit remain land end rot die be still linger go stick leave move exist stand live hang lie",
);
/** Whose business it is, if it is not ours. */
export const OTHERS = stems(
  "else manager management boss department vendor provider legal finance marketing somebody hr consultant auditor bi their",
);
export const BUSINESS = stems(
  "job work hobby business problem concern task responsibility matter department headache thing duty decision world territory toy project baby pet playground domain",
);
/** People whom it is for, if it is not for us: "is for statisticians". */
export const STRANGERS = words(
  "people those managers statisticians folks guys auditors developers scientists accountants conferences beginners textbooks textbook books " +
    "historians historian banks bank googles google amazons amazon netflix giants corporations corporates enterprises hyperscalers academics " +
    "professors universities nerds perfectionists physicists mathematicians lawyers bureaucrats cowards pessimists hospitals airlines insurers " +
    "philosophers theorists purists pedants theoreticians bureaucracies economists consultants ones",
);
/** When what is put off comes: "I'd keep it for the very end". */
export const LATER = words("later tomorrow end morning report afterwards someday others another next monday");
export const PUTTING_OFF = stems("be keep save leave question something");

function parted(verbs: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(verbs).map(([verb, particles]) => [stem(verb), words(particles)]));
}
