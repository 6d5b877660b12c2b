export { apply } from "./apply";
export { causeIsNamed, failedShare, failedWithin } from "./ask";
export type { ShapeError } from "./checks";
export { statePath } from "./events";
export {
  activeIn,
  type Exploration,
  type ExploreOptions,
  exploreRuns,
  exploreStructure,
  type Reach,
  type Structure,
} from "./explore";
export { hashState } from "./hash";
export { decodeState, type EncodedState, encodeState, type Histories, historiesOf, Keyframes } from "./keyframes";
export { type KnowableFact, knowableFacts } from "./knowable";
export { lastWeek } from "./last-week";
export { continuePlay, type HeaderOptions, newHeader, type PlayOptions, playOf, playThrough } from "./player";
export { everyPanel, idle, restartEverything, templateUpdates } from "./policies";
export { type Decision, humanSeconds, type Player, type Policy } from "./policy";
export { randomPlayer } from "./random-player";
export { advanceTo, commandsBefore, fork, orderCommands, replay, type Watcher } from "./replay";
export { chooseVariant, resolveScene, sceneOf } from "./scene";
export { decodeRun, encodeRun } from "./serialise";
export { readBody } from "./shape";
export { type DrillState, isFrozen } from "./state";
export type { Story } from "./story";
export { type Players, playersOf } from "./team/players";
export { createState, finish, leave, tick } from "./tick";
export { formatValue, storyBool, storyNumber, storyText, storyValue } from "./values";
export { ENGINE_VERSION } from "./version";
export { LookError, view } from "./view";
