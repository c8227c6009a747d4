import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import type { FlakeInputModel, FlakeModel, Issue, PackageModel } from "../../model";
import { expressionMeant, memberPath, type Expression } from "../../nix";
import {
  Annotations,
  copiesOf,
  FlakePackage,
  Host,
  HostClass,
  nearestWithMark,
  packageExpression,
  NixosModule,
  relativeLocation,
  sourceOf,
  type Flake,
  type FlakeOutput,
} from "../core";
import { IsoImage } from "../installer";
import { OfflineInstaller } from "../offline-installer";
import { withoutPlaceholderIssues } from "./files/asset-issues";
import { collectClass, collectHost, hostIssues } from "./collect-host";
import { caseIssues } from "./case-issues";
import { collectValue } from "./collect-module";
import type { Collector, SynthesisEnvironment } from "./collector";
import { FlakeFiles } from "./files/flake-files";
import { checkJointProperties } from "./joint-properties";
import { warnAboutHostsWithoutImage } from "./hosts-without-image";
import { issueOf } from "./issues";
import { checkInstaller } from "./install-targets";
import { checkMachine } from "./machines";
import { importIssues } from "./options/import-issues";
import { misplacedOptions } from "./options/misplaced-options";
import { partsOf } from "./options/module-parts";
import { derivationIssue, outputIssues } from "./options/derivation-issues";
import { optionIssues } from "./options/option-issues";
import { headIssues, interpolationIssues, plainTextIssues } from "./options/plain-text";
import type { OwnPackages } from "./options/package-meant";
import { secretIssues } from "./options/secret-issues";
import { selfReferences } from "./options/self-references";
import { textIssues } from "./options/text-issues";
import { inOutputScope } from "./output-scope";
import { checkOutputs, type AddedOutput } from "./outputs";

/** Builds the model of a flake and collects its issues. */
export function collectFlake(flake: Flake, collector: Collector): { model: FlakeModel; issues: readonly Issue[] } {
  const hosts = collector.ofKind(flake, (construct) => Host.isHost(construct));
  const classes = collector.ofKind(flake, (construct) => HostClass.isHostClass(construct));
  const packages = collector.ofKind(flake, (construct) => FlakePackage.isFlakePackage(construct));
  for (const group of [hosts, classes, packages]) checkUnique(group);
  checkOwners(collector.ofKind(flake, (construct) => NixosModule.isNixosModule(construct)));
  checkFollows(flake);

  const files = new FlakeFiles(collector.environment);
  const classModels = classes.map((hostClass) => collectClass(hostClass, hosts, flake, collector, files));
  const hostModels = hosts.map((host) => collectHost(host, { flake, classes: classModels }, collector, files));
  const packageModels = packages.flatMap((construct) => collectPackage(construct, collector, files));
  const added = collectOutputs(flake, collector, files);
  for (const image of collector.ofKind(flake, (construct) => IsoImage.isIsoImage(construct))) {
    for (const copy of copiesOf(image)) files.copyLocal(image, copy);
  }
  const withoutOutputs: Omit<FlakeModel, "outputs"> = {
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
    jobOutputs: [...(flake.checks ? ["checks" as const] : []), ...(flake.hydraJobs ? ["hydraJobs" as const] : [])],
    assets: files.files,
    assetSources: files.sources,
  };
  const { outputs, issues: clashes } = checkOutputs(withoutOutputs, added);
  const model: FlakeModel = { ...withoutOutputs, outputs };
  warnAboutHostsWithoutImage(hosts, model, collector);
  for (const host of hosts) checkMachine(host, model, collector);
  const isInstaller = (construct: unknown): construct is OfflineInstaller =>
    OfflineInstaller.isOfflineInstaller(construct);
  for (const installer of collector.ofKind(flake, isInstaller)) checkInstaller(installer, hosts);
  const modules = [
    ...classModels.flatMap((each) => each.modules),
    ...hostModels.flatMap((host) => [host.own, ...host.modules]),
  ];
  const parts = partsOf(modules);
  const inFiles = [...parts.byFile.values()].flat();
  const joint = checkJointProperties(hosts, collector);
  const issues = hostModels.flatMap((host) =>
    hostIssues(
      host,
      classModels.find(({ name }) => name === host.className),
      parts,
      { release: flake.release, contradict: joint.contradict },
    ),
  );
  const own = ownPackages(packages);
  const texts = textIssues(parts.all, own);
  const ofOutputs = outputs.flatMap(({ path, value, source }) =>
    outputIssues(path, value, own).map((details) => ({
      ...issueOf(flake, { severity: "error", ...details }, collector.environment),
      ...(source === undefined ? {} : { source }),
    })),
  );
  const { environment, issues: earlier } = collector;
  const failed = new Set(earlier.flatMap(({ severity, constructPath }) => (severity === "error" ? constructPath : [])));
  const ofFiles = files.issues(model, failed);
  const interpolations = interpolationIssues(files.interpolations, environment);
  const ofOptions = withoutPlaceholderIssues(
    optionIssues(parts.all, model, collector.environment, texts.concern),
    ofFiles,
  );
  return {
    model,
    issues: [
      ...headIssues(flake, collector.environment),
      ...clashes,
      ...caseIssues(model),
      ...selfReferences(modules),
      ...ofFiles,
      ...joint.issues,
      ...issues,
      ...importIssues(inFiles),
      ...misplacedOptions(inFiles),
      ...texts.issues,
      ...interpolations,
      ...ofOutputs,
      ...ofOptions,
      ...secretIssues(modules, model, collector.environment),
    ],
  };
}

/** Finds the expression for a package of the flake by its name. */
const ownPackages =
  (packages: readonly FlakePackage[]): OwnPackages =>
  (name) => {
    const own = packages.find(({ node }) => node.id === name);
    return own === undefined ? undefined : packageExpression(own);
  };

function collectOutputs(flake: Flake, collector: Collector, files: FlakeFiles): readonly AddedOutput[] {
  const { environment } = collector;
  return (flake.outputs as readonly FlakeOutput[]).flatMap(({ path, value, line }) => {
    const source = line === undefined ? undefined : relativeLocation(line, environment.projectDirectory);
    return collector
      .take(collectValue(flake, value, ["outputs", ...path], { file: "flake.nix", files, source }, environment))
      .map((expression) => {
        const { value: scoped, issues } = inOutputScope(path, expression);
        const located = source === undefined ? {} : { source };
        collector.take(
          E.left(
            issues.map((details) => ({
              ...issueOf(flake, { severity: "error", ...details }, environment),
              ...located,
            })),
          ),
        );
        return { path, value: scoped, constructPath: flake.node.path, source };
      });
  });
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
    if (typeof content !== "string") continue;
    collector.take(E.left(plainTextIssues(construct, name, content, commandsInstead, environment)));
    files.set(name, content);
  }
  for (const copy of copiesOf(construct)) flakeFiles.copyLocal(construct, copy);
  return collector
    .take(collectValue(construct, construct.expression, ["expression"], place, environment))
    .flatMap((expression) => collector.take(derivation(construct, expression, environment)))
    .map((expression) => ({
      name: construct.node.id,
      constructPath: construct.node.path,
      source: sourceOf(construct, environment.projectDirectory),
      expression,
      files,
    }));
}

/** The expression of a package, or the issue with one that is no derivation. */
function derivation(
  construct: FlakePackage,
  expression: Expression,
  environment: SynthesisEnvironment,
): E.Either<readonly Issue[], Expression> {
  const meant = (text: string): string | undefined => {
    const names = expressionMeant(text);
    return names === undefined ? undefined : memberPath(names);
  };
  const details = derivationIssue("expression", expression, meant);
  return details === undefined
    ? E.right(expression)
    : E.left([issueOf(construct, { severity: "error", ...details }, environment)]);
}

const commandsInstead =
  "for a package, write its command and list it in runtimeInputs; for other values, use nix.str in the expression of a FlakePackage";

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

function checkOwners(modules: readonly NixosModule[]): void {
  for (const module of modules) {
    const owner = nearestWithMark(module, "Host") ?? nearestWithMark(module, "HostClass");
    if (owner !== undefined) continue;
    Annotations.of(module).addError({
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
