import { useMedia, WIDE } from "./media";

/** Whether there is room for the column beside the panel. */
export function useWide(): boolean {
  return useMedia(WIDE);
}
