import { fits } from "../table/value-shape";
import { membersOf, type OptionType } from "../types/option-type";
import type { OptionLookup, TableNode } from "../table/option-table";
import { ast } from "../../nix";

/** The facts of a table about an option with the name of a secret. */
export interface SecretOption {
  /** Whether the option takes text. */
  readonly takesText: boolean;
  /** Whether the option takes a path: with text, the path of the secret. */
  readonly takesPath: boolean;
  /** Whether the twin belongs to this option alone. */
  readonly hasOwnTwin: boolean;
  /** An option that takes the path of a file instead, as a name or, next to it, its last name. */
  readonly twin: string | undefined;
}

/** Options whose twin has another name than theirs. */
const known: readonly (readonly [option: RegExp, twin: string])[] = [
  [/^users\.(?:users|extraUsers)\.[^.]+\.(?:initial)?(?:hashed)?password$/i, "hashedPasswordFile"],
  [/^systemd\.(?:\w+\.)?services\..*environment/i, "serviceConfig.EnvironmentFile or serviceConfig.LoadCredential"],
  [/^virtualisation\.oci-containers\.containers\.[^.]+\.environment\./, "environmentFiles"],
  [/^nix\.(?:settings|extraOptions)/, "!include in nix.extraOptions, with a file of the running system"],
];

/** Options next to a secret, or next to a set that contains it, that name a file with such secrets. */
const general = /(?:environment|credentials?|secrets?|secretConfig)-?files?$|^settingsFile$|^loadCredential$/i;

/**
 * Looks up an option in a table: whether it takes text, and its twin that takes a file.
 * @returns undefined if the table does not have the option; the twin may be known anyway
 */
export function secretOption(path: readonly (string | number)[], lookup: OptionLookup | undefined): SecretOption {
  const option = path.join(".");
  const fixed = wirelessTwin(option, lookup) ?? known.find(([pattern]) => pattern.test(option))?.[1];
  const nodes = lookup === undefined ? [] : nodesOf(path, lookup);
  const node = nodes.length > path.length ? nodes.at(-1) : undefined;
  const takesText = lookup === undefined || node?.type === undefined || takesSomeText(lookup.type(node));
  const takesPath = node?.type !== undefined && lookup !== undefined && takesSomePath(lookup.type(node));
  const own = lookup === undefined ? undefined : ownTwinOf(path, nodes, lookup);
  const twin = fixed ?? (lookup === undefined ? undefined : (own ?? sharedTwinOf(path, nodes, lookup)));
  return { takesText, takesPath, hasOwnTwin: own !== undefined, twin };
}

/** NixOS 24.11 replaced the file of variables with one that the store never contains in another form. */
function wirelessTwin(option: string, lookup: OptionLookup | undefined): string | undefined {
  if (!/^networking\.wireless\.networks\.[^.]+\.psk$/.test(option)) return undefined;
  return lookup === undefined || lookup.at(["networking", "wireless", "secretsFile"]) !== undefined
    ? 'networking.wireless.secretsFile and pskRaw = "ext:NAME"'
    : 'networking.wireless.environmentFile and psk = "@NAME@"';
}

/** Whether a type has text, perhaps of one form only. */
const takesSomeText = (type: OptionType): boolean =>
  fits(type, ast.string("text"), "string") || membersOf(type).some(({ kind }) => kind === "string");

const takesSomePath = (type: OptionType): boolean =>
  membersOf(type).some((member) => member.kind === "path" || (member.kind === "list" && takesSomePath(member.element)));

/** The nodes on the way to an option, the root first; as many as the table has. */
function nodesOf(path: readonly (string | number)[], lookup: OptionLookup): readonly TableNode[] {
  const nodes: TableNode[] = [lookup.table.root];
  for (const name of path) {
    const last = nodes.at(-1);
    const next =
      last === undefined
        ? undefined
        : typeof name === "number"
          ? lookup.below(last, "*")
          : (lookup.below(last, name) ?? lookup.below(last, "<name>"));
    if (next === undefined) break;
    nodes.push(next);
  }
  return nodes;
}

/** The option next to a secret that names a file with this secret. */
function ownTwinOf(
  path: readonly (string | number)[],
  nodes: readonly TableNode[],
  lookup: OptionLookup,
): string | undefined {
  if (path.at(-2) === "basicAuth") return ownTwinOf(path.slice(0, -1), nodes, lookup);
  const name = String(path.at(-1));
  const parent = nodes[path.length - 1];
  const siblings = parent === undefined ? [] : lookup.names(parent);
  const own = ["File", "_file", "-file", "Path", "_path"].map((suffix) => `${name}${suffix}`);
  const stem = name.replace(/^(?:initial|default|hashed)/i, "").toLowerCase();
  return (
    siblings.find((each) => own.includes(each)) ??
    siblings.find((each) => /files?$/i.test(each) && each.toLowerCase().includes(stem))
  );
}

/** The nearest set of options that has a file for secrets: the service itself is the last one. */
function sharedTwinOf(
  path: readonly (string | number)[],
  nodes: readonly TableNode[],
  lookup: OptionLookup,
): string | undefined {
  const names = path.at(-2) === "basicAuth" ? path.slice(0, -1) : path;
  for (let depth = Math.min(nodes.length, names.length) - 1; depth >= 2; depth--) {
    const node = nodes[depth];
    const file = node === undefined ? undefined : lookup.names(node).find((each) => general.test(each));
    if (file !== undefined) return [...names.slice(0, depth), file].join(".");
  }
  return undefined;
}
