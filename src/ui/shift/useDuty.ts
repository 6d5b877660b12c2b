import { useSyncExternalStore } from "react";
import { type Services, useServices } from "../services";
import { Duty } from "./duty";
import type { DutyState } from "./kept";

/** One per app: the page about being on call and what runs app-wide look at the same. */
const duties = new WeakMap<Services, Duty>();

export function dutyOf(services: Services): Duty {
  const known = duties.get(services);
  if (known !== undefined) return known;
  const duty = new Duty(services);
  duties.set(services, duty);
  return duty;
}

/** What keeps somebody on call, and how it stands. */
export function useDuty(): readonly [Duty, DutyState] {
  const duty = dutyOf(useServices());
  return [duty, useSyncExternalStore(duty.subscribe, duty.getState)];
}
