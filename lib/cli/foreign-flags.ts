/** Options of CDK, Nix, and similar tools, and what to use instead. */
export const foreignFlags: Readonly<Record<string, string>> = {
  "--all": "remove it: without host names, a command applies to all hosts",
  "--exclusively": "name the hosts to build",
  "--require-approval": "remove it: cdknix deploys nothing",
  "--outputs-file": "redirect the results: `synth --json > FILE`",
  "--watch": "run `synth watch`",
  "--show-trace": "use `--verbose`, which prints the trace of Nix",
  "--print-build-logs": "use `--verbose`, which prints build logs",
  "--debug": "use `--verbose`",
  "--trace": "use `--verbose`",
  "--impure": "remove it: the generated flake is evaluated in pure mode",
  "--no-link": "remove it, or choose another path for the link with `--out-link`",
  "--flake": "remove it: the program defines the flake; `--app DIR` uses the output of an earlier run",
  "--update-input": "run `synth lock --update INPUT`",
  "--recreate-lock-file": "run `synth lock --update`",
  "--override-input": "use `--nixpkgs REFERENCE` for nixpkgs, or change the input in the program",
  "--system": "set the system of the host in the program",
  "--option": "use `--nix-option NAME VALUE`",
  "--max-jobs": "use `--nix-option max-jobs NUMBER`",
  "--workers": "use `--eval-jobs NUMBER`",
  "--eval-workers": "use `--eval-jobs NUMBER`",
  "--eval-max-memory-size": "use `--eval-jobs NUMBER`; each evaluation of NixOS takes about 1 GB",
  "--cores": "use `--nix-option cores NUMBER`",
  "--out": "use `--output DIRECTORY` for the flake, or `--out-link PATH` for the link to the ISO",
};

/** The equivalent of an option of CDK or Nix; undefined if there is no such option. */
export function foreignFlag(flag: string): string | undefined {
  return Object.hasOwn(foreignFlags, flag) ? foreignFlags[flag] : undefined;
}
