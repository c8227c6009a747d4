import { Failure } from "../../platform/failure";

/** The host has no such option. */
export function optionUnknown(host: string, option: string, at: string, similar: readonly string[]): Failure {
  return new Failure({
    kind: "usage",
    code: "option-unknown",
    message: `${host} has no option ${option}`,
    reason: at === "" ? "no option has this name" : `no option in ${at} has this name`,
    fix: similar.length === 0 ? searchFix(host, at) : `did you mean ${similar.join(" or ")}?`,
  });
}

function searchFix(host: string, at: string): string {
  const search = "search for it at https://search.nixos.org/options";
  return at === ""
    ? search
    : `${search}, or show the options in ${at} that the program sets: synth explain ${host} ${at}`;
}
