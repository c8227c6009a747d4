import { readFileSync } from "node:fs";
import type { IConstruct } from "constructs";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { collectApp, type SynthesisEnvironment } from "../../constructs";
import type { AppModel, FileTree, Issue } from "../../model";
import type { OptionTable } from "../../options";
import { AssetReader } from "../../project/assets/read-asset";
import { shippedTables } from "../../project/shipped-option-tables";
import { appTree } from "../../tree";

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
  return pipe(
    collectApp(root, environment),
    E.map(({ model, issues }) => ({ model, tree: appTree(model), issues })),
  );
}

const readText: SynthesisEnvironment["readText"] = (file) => {
  try {
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { problem: (error as Error).message };
  }
};
