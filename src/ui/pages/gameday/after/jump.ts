import { createContext, useContext } from "react";

/** Goes to a second of the run on this page; null while it is being retold. */
export const JumpContext = createContext<((second: number) => void) | null>(null);

export const useJump = () => useContext(JumpContext);
