import { readFileSync } from "node:fs";
import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import { collectApp, settledIssues, type SynthesisEnvironment } from "../../constructs";
import { hasErrors, type AppModel, type FileTree, type Issue } from "../../model";
import type { OptionTable } from "../../options";
import { AssetReader } from "../../project/assets/read-asset";
import { shippedTables } from "../../project/shipped-option-tables";
import { appTree } from "../../tree";
import { secretsInTree } from "./secrets/secrets-in-tree";

/** The result of synthesizing a program in memory. */
export interface Synthesized {
  /** The model of the program. */
  readonly model: AppModel;
  readonly tree: FileTree;
  readonly issues: readonly Issue[];
}

/** Generates the files of a program in memory. Left with all issues if one of them is an error. */
export function synthesize(
  root: IConstruct,
  options: {
    readonly projectDirectory: string;
    readonly revision: string;
    /** Imported options to check definitions against. Default: none. */
    readonly optionTable?: OptionTable | undefined;
    /** Output directories, absolute, which are not copied into a flake. Default: none. */
    readonly outputs?: readonly string[];
    /** Whether to check definitions against the options that the package includes. Default: true. */
    readonly checkOptions?: boolean;
  },
): E.Either<readonly Issue[], Synthesized> {
  const { projectDirectory, outputs = [] } = options;
  const assets = new AssetReader(projectDirectory, outputs);
  const environment: SynthesisEnvironment = {
    ...options,
    readAsset: (request) => assets.read(request),
    readText,
    shippedTables: options.checkOptions === false ? undefined : shippedTables,
  };
  const { model, issues } = collectApp(root, environment);
  // Without a complete model, there is nothing to search; errors about secrets leave it complete.
  if (issues.some(({ severity, code }) => severity === "error" && !isAboutSecret(code))) return E.left(issues);
  const tree = appTree(model);
  const secrets = secretsInTree(tree, model, { projectDirectory }).filter(
    ({ constructPath, place }) => !issues.some((issue) => isAbout(issue, constructPath, place)),
  );
  const all = secrets.length === 0 ? issues : [...issues, ...settledIssues(secrets, root.node.findAll())];
  return hasErrors(all) ? E.left(all) : E.right({ model, tree, issues: all });
}

/** Whether an issue about an option already says that a place contains a secret. */
const isAbout = (issue: Issue, constructPath: string, place: string): boolean =>
  isAboutSecret(issue.code) && issue.constructPath === constructPath && issue.message.startsWith(`${place} `);

const isAboutSecret = (code: string): boolean => code === "secret-in-option";

const readText: SynthesisEnvironment["readText"] = (file) => {
  try {
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { problem: (error as Error).message };
  }
};
