export { type Baseline, baselineOf, IMPACT_STEP, rememberCurve } from "./baseline";
export { HINT_COSTS, scorecard, scoreRun, scoreWithState } from "./card";
export { hashScore, ScoreFold } from "./fold";
export { coarsen, horizonOf, weighHarm } from "./impact";
export { walk } from "./walk";
