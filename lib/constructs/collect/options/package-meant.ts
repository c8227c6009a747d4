import { expressionMeant, memberPath } from "../../../nix";

/** Returns the expression for one of the flake's own packages, as in a program. */
export type OwnPackages = (name: string) => string | undefined;

const kernelPackages = "config.boot.kernelPackages";

/**
 * The expression for a package that is written as text, as in a program; undefined if it names none.
 * @param option the option that has the text
 */
export function packageMeant(text: string, option: string, own: OwnPackages): string | undefined {
  const place = option.replace(/\[\d+\]$/, "");
  if (place === "boot.kernelPackages") return kernelMeant(text) ?? expressionOf(text, own);
  if (place === "boot.extraModulePackages") return moduleMeant(text) ?? expressionOf(text, own);
  if (place === "hardware.nvidia.package" && /^\w+$/.test(text)) {
    const branch = /^(?:nvidia(?:_?x11)?|nvidiaPackages)$/.test(text) ? "stable" : text.replace(/^nvidia_?x11_/, "");
    return `${kernelPackages}.nvidiaPackages.${branch}`;
  }
  if (/^services\.postgresql\.(?:extraPlugins|extensions)$/.test(place) && /^\w+$/.test(text)) {
    return `pkgs.postgresqlPackages.${text}`;
  }
  return expressionOf(text, own);
}

function expressionOf(text: string, own: OwnPackages): string | undefined {
  const names = expressionMeant(text);
  if (names === undefined) return undefined;
  const [first, name = ""] = names;
  return (first === "pkgs" && names.length === 2 ? own(name) : undefined) ?? memberPath(names);
}

/** `boot.kernelPackages` takes the set with the kernel and its modules: `linux_latest` is only the kernel. */
function kernelMeant(text: string): string | undefined {
  const name = text.replace(/^\$\{(.*)\}$/, "$1").replace(/^pkgs\./, "");
  const [, version] = /^(?:linux(?:Packages|-|_)?)?[-_]?(\d+[._]\d+)$/.exec(name) ?? [];
  if (version !== undefined) return `pkgs.linuxPackages_${version.replace(".", "_")}`;
  if (/^(?:latest|zen|hardened|lqx|xanmod|libre|lts|rt)$/.test(name)) {
    return name === "lts" ? "pkgs.linuxPackages" : `pkgs.linuxPackages_${name}`;
  }
  const [, variant] = /^linux((?:_\w+)?)$/.exec(name) ?? [];
  return variant === undefined ? undefined : `pkgs.linuxPackages${variant}`;
}

/** A kernel module has to be built for the kernel of the system. */
function moduleMeant(text: string): string | undefined {
  const [, name] =
    /^(?:\$\{)?(?:config\.boot\.|pkgs\.)?(?:(?:kernel|linux)Packages\w*\.)?([A-Za-z_][\w-]*)\}?$/.exec(text) ?? [];
  return name === undefined ? undefined : memberPath(["config", "boot", "kernelPackages", name]);
}
