import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { FlakeInputModel, FlakeModel, Issue, PackageModel, TreeDirectory } from "../../model";
import {
  Annotations,
  FlakePackage,
  Host,
  HostClass,
  nearestWithMark,
  NixosModule,
  sourceOf,
  type Flake,
} from "../core";
import { IsoImage } from "../installer";
import { withoutPlaceholderIssues } from "./files/asset-issues";
import { collectClass, collectHost, hostIssues } from "./collect-host";
import { collectValue } from "./collect-module";
import type { Collector } from "./collector";
import { FlakeFiles } from "./files/flake-files";
import { warnAboutHostsWithoutImage } from "./hosts-without-image";
import { issueOf } from "./issues";
import { optionIssues } from "./options/option-issues";
import { headIssues, plainTextIssues } from "./options/plain-text";
import { secretIssues } from "./options/secret-issues";
import { textIssues, withoutTextIssues } from "./options/text-issues";

/** Builds the model of a flake and collects its issues. */
export function collectFlake(flake: Flake, collector: Collector): { model: FlakeModel; issues: readonly Issue[] } {
  const constructs = collector.below(flake);
  const hosts = constructs.filter((construct) => Host.isHost(construct));
  const classes = constructs.filter((construct) => HostClass.isHostClass(construct));
  const packages = constructs.filter((construct) => FlakePackage.isFlakePackage(construct));
  for (const group of [hosts, classes, packages]) checkUnique(group);
  checkOwners(constructs);
  checkFollows(flake);

  const files = new FlakeFiles(collector.environment);
  const classModels = classes.map((hostClass) => collectClass(hostClass, hosts, flake, collector, files));
  const hostModels = hosts.map((host) => collectHost(host, { flake, classes: classModels }, collector, files));
  const packageModels = packages.flatMap((construct) => collectPackage(construct, collector, files));
  const outputs = flake.outputs.flatMap(({ path, value }) =>
    collector
      .take(
        collectValue(flake, value, `outputs.${path.join(".")}`, { file: "flake.nix", files }, collector.environment),
      )
      .map((expression) => ({ path, value: expression })),
  );
  const model: FlakeModel = {
    name: flake.node.id,
    constructPath: flake.node.path,
    source: sourceOf(flake, collector.environment.projectDirectory),
    description: flake.description,
    release: flake.release,
    lockFile: flake.lockFile,
    inputs: [...flake.inputs].map(([name, input]): FlakeInputModel => ({
      name,
      url: input.url,
      follows: new Map(Object.entries(input.follows ?? {})),
      isFlake: input.flake ?? true,
    })),
    classes: classModels,
    hosts: hostModels,
    packages: packageModels,
    systems: [...new Set(hosts.map((host) => host.system))],
    outputs,
    directories: new Map<string, TreeDirectory>(
      constructs.filter((construct) => IsoImage.isIsoImage(construct)).flatMap((image) => [...image.directories]),
    ),
    assets: files.files,
    assetSources: files.sources,
  };
  warnAboutHostsWithoutImage(hosts, model);
  const issues = hostModels.flatMap((host) =>
    hostIssues(
      host,
      classModels.find(({ name }) => name === host.className),
      flake.release,
    ),
  );
  const modules = [
    ...classModels.flatMap((each) => each.modules),
    ...hostModels.flatMap((host) => [host.own, ...host.modules]),
  ];
  const texts = textIssues(modules);
  const ofFiles = files.issues(model);
  const ofOptions = withoutPlaceholderIssues(
    withoutTextIssues(optionIssues(modules, model, collector.environment), texts),
    ofFiles,
  );
  return {
    model,
    issues: [
      ...headIssues(flake, collector.environment),
      ...ofFiles,
      ...issues,
      ...texts,
      ...ofOptions,
      ...secretIssues(modules, model, collector.environment),
    ],
  };
}

function collectPackage(
  construct: FlakePackage,
  collector: Collector,
  flakeFiles: FlakeFiles,
): readonly PackageModel[] {
  const { environment } = collector;
  const place = { file: `packages/${construct.node.id}/default.nix`, files: flakeFiles };
  const files = new Map<string, string>();
  for (const [name, content] of Object.entries(construct.files)) {
    const read = typeof content === "string" ? { text: content } : environment.readText(content.file);
    if ("text" in read) {
      if (typeof content === "string") {
        collector.take(E.left(plainTextIssues(construct, name, content, commandsInstead, environment)));
      }
      files.set(name, typeof content === "string" ? read.text : withoutShebang(read.text));
      continue;
    }
    collector.take(
      E.left([
        issueOf(
          construct,
          {
            severity: "error",
            code: "file-not-read",
            message: "cannot read a file of this package",
            value: typeof content === "string" ? content : content.file,
            reason: read.problem,
            fix: "use a path that is absolute or relative to the project directory",
          },
          environment,
        ),
      ]),
    );
  }
  return collector
    .take(collectValue(construct, construct.expression, "expression", place, environment))
    .map((expression) => ({
      name: construct.node.id,
      constructPath: construct.node.path,
      source: sourceOf(construct, environment.projectDirectory),
      expression,
      files,
    }));
}

const commandsInstead =
  "for a package, write its command and list it in runtimeInputs; for other values, use nix.str in the expression of a FlakePackage";

/** `writeShellApplication` adds its own; shellcheck rejects a second one further down. */
const withoutShebang = (text: string): string => text.replace(/^#!.*\n/, "");

/** Names of hosts, classes, and packages must be unique in a flake, wherever they are in the construct tree. */
function checkUnique(constructs: readonly IConstruct[]): void {
  const first = new Map<string, IConstruct>();
  for (const construct of constructs) {
    const other = first.get(construct.node.id);
    if (other === undefined) first.set(construct.node.id, construct);
    else {
      Annotations.of(construct).addError({
        code: "duplicate-name",
        message: `${other.node.path} already uses this name in the flake`,
        value: JSON.stringify(construct.node.id),
        fix: "change the ID of one of them",
      });
    }
  }
}

function checkOwners(constructs: readonly IConstruct[]): void {
  for (const construct of constructs) {
    if (!NixosModule.isNixosModule(construct)) continue;
    const owner = nearestWithMark(construct, "Host") ?? nearestWithMark(construct, "HostClass");
    if (owner !== undefined) continue;
    Annotations.of(construct).addError({
      code: "module-without-host",
      message: "no host imports this module",
      reason: "only modules in the scope of a Host or HostClass are imported",
      fix: "create it in the scope of a Host or HostClass",
    });
  }
}

function checkFollows(flake: Flake): void {
  for (const [name, input] of flake.inputs) {
    for (const [theirs, ours] of Object.entries(input.follows ?? {})) {
      if (flake.inputs.has(ours)) continue;
      Annotations.of(flake).addError({
        code: "unknown-input",
        message: `inputs.${name}.follows.${theirs} refers to an input that this flake does not have`,
        value: JSON.stringify(ours),
        fix: `use one of ${[...flake.inputs.keys()].join(", ")}`,
      });
    }
  }
}
