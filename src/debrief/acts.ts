import type { ActRequest } from "#domain/actions";
import type { Scene } from "#domain/drill";
import { count, duration, percent } from "#lib/format";
import { CATALOGUE } from "#world/index";

/** An action as people would ask for it: "Roll back: Checkout to v417, Europe". Names of the scene and of the catalogue. */
export function actionText(scene: Scene, request: ActRequest): string {
  const { system } = scene;
  const nameIn = (items: readonly { readonly id: string; readonly label: string }[], id: string | undefined) =>
    items.find((each) => each.id === id)?.label ?? id;
  const entry = CATALOGUE.find(({ kind }) => kind === request.action);
  const setting = system.settings.find(({ id }) => id === request.key);
  const plan = system.plans.find(({ id }) => id === request.key);
  const what = [
    nameIn(system.nodes, request.node),
    nameIn(system.flags, request.flag),
    setting?.label ?? plan?.label ?? request.key,
    trafficText(scene, request.class),
    request.version === undefined ? undefined : `to ${request.version}`,
    request.value === undefined ? undefined : `= ${request.value}`,
    amountText(request, entry?.params.find(({ field }) => field === "amount")?.kind, setting?.unit),
    request.to === undefined ? undefined : `to ${nameIn(system.regions, request.to)}`,
  ].filter((part) => part !== undefined && part !== "");
  const where = request.region === undefined || request.region === "all" ? "" : nameIn(system.regions, request.region);
  const details = `${what.join(" ")}${where === "" ? "" : `${what.length > 0 ? ", " : ""}${where}`}`;
  const label = request.action === "breaker" ? "Circuit breaker" : (entry?.label ?? request.action);
  return `${label}${details === "" ? "" : `: ${details}`}`;
}

function trafficText({ system }: Scene, id: string | undefined): string | undefined {
  const traffic = system.classes.find((each) => each.id === id);
  return traffic === undefined ? id : `for ${traffic.route} of ${traffic.cohort}`;
}

function amountText(request: ActRequest, kind: string | undefined, unit: string | undefined): string | undefined {
  const { amount } = request;
  if (amount === undefined) return undefined;
  if (request.action === "breaker") return amount > 0 ? "held open" : "left to itself";
  if (kind === "share" || unit === "share") return `to ${percent(amount)}`;
  if (unit === "s") return `to ${duration(amount)}`;
  if (kind === "pods") return `to ${count(amount)} pods`;
  return `to ${Number.isInteger(amount) ? count(amount) : amount}${unit === "per s" ? " per s" : ""}`;
}
