/** A word that is a command elsewhere, and its equivalent here. */
export interface ForeignWord {
  /** Why cdknix has no such command; undefined if it has one with another name. */
  readonly reason?: string;
  /** The command to run instead, or another way. */
  readonly fix: string;
}

const flashOrBoot =
  "write the ISO to a USB drive with `synth flash HOST DEVICE`, boot it with `synth vm HOST`, or upload it with Terraform";
const needsNoSetup = "cdknix builds locally or on remote builders, and keeps no state in the cloud";
const nixManages = "Nix keeps the build results in its store";
const remove: ForeignWord = {
  reason: "cdknix deploys nothing: a build is the generated flake, links to the results, and paths in the Nix store",
  fix: "remove cdk.out and the result links, then run `nix-collect-garbage`",
};
const checkProgram: ForeignWord = {
  fix: "check the program with `synth --no-build`, that the flake evaluates with `synth --dry-run`, or that the ISO boots with `synth vm HOST --test`",
};
const boot: ForeignWord = { fix: "boot the ISO in a virtual machine with `synth vm HOST`" };
const write: ForeignWord = { fix: "write the ISO to a USB drive with `synth flash HOST DEVICE`" };
const create: ForeignWord = { fix: "create a project with `synth init DIRECTORY`" };
const update: ForeignWord = {
  fix: "update the locked inputs, such as nixpkgs, with `synth lock --update`, or move to another NixOS release with `synth upgrade`",
};
const documentation: ForeignWord = { fix: "run `synth help` or `synth help COMMAND`" };
const shell: ForeignWord = {
  reason: "cdknix generates a flake, and Nix runs programs from it",
  fix: "run `synth --no-build`, then use `nix develop`, `nix shell`, or `nix repl` with the flake in cdk.out",
};
const install: ForeignWord = {
  reason: "the ISO installs NixOS on the machine that boots it",
  fix: "write it to a USB drive with `synth flash HOST DEVICE`, and boot the machine from it; install cdknix itself with npm",
};
const switchSystem: ForeignWord = {
  reason: "cdknix builds images, and does not change running systems",
  fix: "boot the new ISO, or run `nixos-rebuild` with the flake in cdk.out on the machine",
};
const notices: ForeignWord = {
  reason: "cdknix has no notices",
  fix: "see CHANGELOG.md in the package for the changes of each version",
};
const show: ForeignWord = {
  fix: "list the hosts with `synth list`, or show the contents of an ISO with `synth inspect HOST`",
};

const push: ForeignWord = {
  reason: "cdknix builds images, and does not publish them",
  fix: "copy the ISO to a Nix store or binary cache with `synth --copy-to ADDRESS`",
};
const fetch: ForeignWord = {
  reason: "every build fetches what it needs",
  fix: "lock the inputs with `synth lock`, or update them with `synth lock --update`",
};
const format: ForeignWord = {
  reason: "the generated flake is already formatted as nixfmt does it",
  fix: "format the program with a formatter for TypeScript",
};
const log: ForeignWord = {
  fix: "print the logs of a build with `synth --verbose`; the log of an earlier one is printed by `nix log` with the drvPath of `synth --json`",
};
const readFlake: ForeignWord = {
  fix: "generate the flake in cdk.out with `synth --no-build`, and show it with `nix flake show path:cdk.out/NAME`",
};
const buildIso: ForeignWord = { fix: "build the ISO of every host with `synth`, or of one with `synth HOST`" };

/** Commands of CDK, Nix, and similar tools. */
export const foreignWords: Readonly<Record<string, ForeignWord>> = {
  // AWS CDK, cdk8s, CDK for Terraform, and Terraform
  deploy: { reason: "cdknix builds images, and does not deploy them", fix: flashOrBoot },
  publish: push,
  push,
  apply: { reason: "cdknix builds images, and does not deploy them", fix: flashOrBoot },
  destroy: remove,
  clean: remove,
  bootstrap: { reason: needsNoSetup, fix: "check this machine with `synth doctor`" },
  setup: { reason: needsNoSetup, fix: "check this machine with `synth doctor`" },
  login: { reason: needsNoSetup, fix: "check this machine and its builders with `synth doctor`" },
  context: {
    reason: "cdknix caches no context values",
    fix: 'set them with `--context KEY=VALUE` or "context" in cdk.json',
  },
  metadata: { fix: "run `synth list --json`, or read cdk.out/manifest.json" },
  docs: documentation,
  doc: documentation,
  man: documentation,
  notices,
  acknowledge: notices,
  ack: notices,
  migrate: {
    reason: "cdknix does not convert NixOS configurations",
    fix: 'import existing modules into a program with nix.module("./configuration.nix")',
  },
  refactor: {
    reason: "cdknix deploys no resources that would have to be moved",
    fix: "rename constructs in the program, and compare the result with `synth diff`",
  },
  rollback: {
    reason: "cdknix keeps no earlier builds",
    fix: "check out an earlier commit, including flake.lock, and run `synth`",
  },
  drift: { fix: "show what the program would change in cdk.out with `synth diff`" },
  plan: { fix: "print what would be built with `synth --dry-run`, or what would change in cdk.out with `synth diff`" },
  compile: { fix: "generate the flake with `synth --no-build`" },
  get: { fix: "generate types for NixOS options with `synth import`" },
  output: {
    fix: "print the paths of the ISOs with `synth`, or more about them with `synth --json`",
  },
  fmt: format,
  format,
  // Nix
  flake: readFlake,
  "nixos-rebuild": switchSystem,
  "nixos-generate": buildIso,
  "build-iso": buildIso,
  log,
  logs: log,
  gc: { reason: nixManages, fix: "remove the result links that you do not need, then run `nix-collect-garbage`" },
  switch: switchSystem,
  rebuild: { fix: "build with `synth`; `synth --force` runs Nix even if nothing changed" },
  update,
  shell,
  develop: shell,
  repl: shell,
  eval: { fix: "show the value of an option with `synth explain HOST OPTION`" },
  option: { fix: "show the value of an option with `synth explain HOST OPTION`" },
  search: { reason: "cdknix has no package search", fix: "run `nix search nixpkgs WORD`, or use search.nixos.org" },
  show,
  info: show,
  // Other tools
  add: {
    reason: "the program defines what an image contains",
    fix: "add hosts, inputs, and packages to the program, and packages of constructs with npm",
  },
  pull: fetch,
  fetch,
  status: {
    fix: "show what the program would change in cdk.out with `synth diff`, or check this machine with `synth doctor`",
  },
  tree: { fix: "list the hosts with `synth list`, or read the tree of constructs in cdk.out/tree.json" },
  print: { fix: "generate the flake with `synth --no-build`, and read it in cdk.out" },
  check: checkProgram,
  test: checkProgram,
  validate: checkProgram,
  lint: checkProgram,
  run: boot,
  start: boot,
  boot,
  qemu: boot,
  burn: write,
  write,
  install,
  new: create,
  create,
  generate: { fix: "generate the flake with `synth --no-build`" },
  why: { fix: "show why an option has its value with `synth explain HOST OPTION`" },
};

/** The equivalent of a command of CDK, Nix, or a similar tool; undefined if there is no such command. */
export function foreignWord(word: string): ForeignWord | undefined {
  const name = word.toLowerCase();
  return Object.hasOwn(foreignWords, name) ? foreignWords[name] : undefined;
}
