/** All slow processes, in the order in which they act. */
import type { WorldState } from "../state";
import { autoscaler } from "./autoscaler";
import { caches } from "./cache";
import { credentials } from "./credentials";
import { disk } from "./disk";
import { fronts } from "./fronts";
import { limits } from "./limits";
import { locks } from "./locks";
import type { Mechanic } from "./mechanic";
import { memory } from "./memory";
import { queues } from "./queues";
import { replication } from "./replication";
import { sessions } from "./sessions";
import { statements } from "./statements";
import { zones } from "./zones";

const MECHANICS: readonly Mechanic[] = [
  sessions,
  statements,
  locks,
  replication,
  queues,
  limits,
  caches,
  memory,
  autoscaler,
  disk,
  credentials,
  zones,
  fronts,
];

/** Those that a system has a use for. */
export function mechanicsOf(w: WorldState): readonly Mechanic[] {
  return MECHANICS.filter((m) => m.used(w));
}
