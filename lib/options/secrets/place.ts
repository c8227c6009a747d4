import type { AttributeName, Binding } from "../../nix";

/** A name or list position, below others: most places are never needed as a path. */
export interface Place {
  readonly name: string | number;
  readonly above: Place | undefined;
  /** Whether a function has its value as an argument, so that names inside of it are none of options. */
  readonly isArgument?: boolean;
}

/** Whether a place is in an argument of a function. */
export function isInArgument(at: Place | undefined): boolean {
  for (let place = at; place !== undefined; place = place.above) if (place.isArgument === true) return true;
  return false;
}

/** The names on the way to a place. */
export function pathOf(at: Place | undefined): (string | number)[] {
  const names: (string | number)[] = [];
  for (let place = at; place !== undefined; place = place.above) names.push(place.name);
  return names.reverse();
}

/** The place of a binding below another place. */
export function below(names: Binding["path"], above: Place | undefined): Place | undefined {
  let place = above;
  for (const name of names) place = { name: nameText(name), above: place };
  return place;
}

/** The text of a name; that of one which only Nix knows is a placeholder. */
export const nameText = (name: AttributeName): string => (typeof name === "string" ? name : "‹name›");
