import { useMemo } from "react";
import { useOpenRoom } from "../../team/context";
import { saying } from "../../team/plan/guide-words";
import { useScene } from "./store";

/** Makes texts of a guide say what people and services are called in this exercise. */
export function useSay(): (text: string) => string {
  const { setup } = useOpenRoom();
  const scene = useScene();
  return useMemo(() => saying(scene, setup.renames), [scene, setup]);
}
