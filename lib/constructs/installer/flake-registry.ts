import { isNixExpression, type NixValue } from "../../nix";
import type { IssueDetails } from "../core";

type Registry = Readonly<Record<string, NixValue>>;

/** Options of an entry: `nix.registry.<name>.…`. */
const entryOptions: readonly string[] = ["exact", "flake", "from", "to"];

/** The flake registry as NixOS takes it: an input, or an entry with its options. */
export function registryValue(registry: Registry | undefined): NixValue | undefined {
  if (registry === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(registry).map(([name, value]) => [name, isEntry(value) ? value : { flake: value }]),
  );
}

/** The problems with entries that are neither a flake nor an entry of NixOS. */
export function registryIssues(registry: Registry = {}): readonly IssueDetails[] {
  return Object.entries(registry).flatMap(([name, value]) => {
    if (isNixExpression(value) || isEntry(value)) return [];
    return [
      {
        code: "registry-entry",
        message: `registry.${name} is not a flake`,
        value: typeof value === "string" ? JSON.stringify(value) : typeof value,
        reason: "an entry is an input of the flake, or has the options of nix.registry: from, to, exact, and flake",
        fix: `use inputs.${name}, or ${entryFor(value)}`,
      },
    ];
  });
}

const isEntry = (value: NixValue): boolean =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !isNixExpression(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => entryOptions.includes(key));

/** The entry for a flake reference, or for the attributes of one. */
function entryFor(value: NixValue): string {
  const example = '{ to: { type: "github", owner: "me", repo: "mine" } }';
  if (typeof value === "object" && value !== null && "type" in value) return `{ to: ${JSON.stringify(value)} }`;
  if (typeof value !== "string") return example;
  const [, type, owner, repo, ref] =
    /^(github|gitlab|sourcehut):([^/?#]+)\/([^/?#]+)(?:\/([^?#]+))?$/.exec(value) ?? [];
  if (type !== undefined) return `{ to: ${literal({ type, owner, repo, ref })} }`;
  if (value.startsWith("/") || value.startsWith("path:/")) {
    return `{ to: ${literal({ type: "path", path: value.replace("path:", "") })} }`;
  }
  const [, url] = /^git\+(\w+:\/\/\S+)$/.exec(value) ?? [];
  return url === undefined ? example : `{ to: ${literal({ type: "git", url })} }`;
}

function literal(attributes: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return `{ ${given.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} }`;
}
