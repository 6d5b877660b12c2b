import { useEffect, useState } from "react";
import type { Program, Scene } from "#domain/drill";
import type { PlanSubject } from "#domain/exercise";
import { chooseVariant, resolveScene } from "#engine/index";
import { messageOf } from "#lib/message";
import { useServices } from "../../../services";
import { programOfPlan } from "./open";

/** The drill of a plan under its own names; why it cannot be had; null while it is loaded. */
export type Played = { readonly program: Program } | { readonly failure: string } | null;

export function usePlayed(subject: PlanSubject): Played {
  const services = useServices();
  const [played, setPlayed] = useState<Played>(null);
  // A subject never changes, but its plan is a new object with every letter that is typed.
  const [first] = useState(subject);
  useEffect(() => {
    let gone = false;
    programOfPlan(first, services).then(
      (program) => !gone && setPlayed({ program }),
      (error: unknown) => !gone && setPlayed({ failure: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [first, services]);
  return played;
}

/** The scene a plan is played in: the variant that was chosen, or the one its seed draws. */
export function sceneOf(program: Program, variant: string | null, seed: number): Scene {
  const isThere = variant !== null && program.variants.some(({ info }) => info.id === variant);
  return resolveScene(program, isThere ? variant : chooseVariant(program, seed));
}
