import type { ActionKind, ActRequest } from "#domain/actions";

/** Opens the dialog of an action for the service on screen. */
export type Act = (action: ActionKind, preset?: Partial<ActRequest>) => void;
