import { readFileSync } from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { aliasTarget, optionName, type OptionDeclaration } from "../../options";
import { evaluateWith } from "../../platform/nix/evaluate";
import type { LogListeners } from "../../platform/nix/run-nix";
import type { NixTool } from "../../platform/nix/tool";
import { packageRoot } from "../../platform/package-root";

const resultSchema = z.object({
  options: z.array(
    z.object({
      path: z.array(z.string()),
      type: z.string().nullable(),
      readOnly: z.boolean(),
      internal: z.boolean(),
      visible: z.boolean(),
      description: z.string().nullable(),
      default: z.string().nullable(),
    }),
  ),
  removals: z.array(z.object({ name: z.string(), instructions: z.string() })),
});

/**
 * Evaluates the options that the modules of a host declare.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateOptions(
  tool: NixTool,
  flake: { readonly directory: string; readonly attribute: string },
  host: string,
  listeners: LogListeners,
): Promise<readonly OptionDeclaration[]> {
  const result = await evaluateWith(tool, flake, {
    // As source, because pure evaluation reads only files of the flake.
    apply: readFileSync(walker, "utf8"),
    schema: resultSchema,
    expected: "the options as JSON",
    failure: `Nix cannot evaluate the options of ${host}`,
    listeners,
  });
  const removals = new Map(result.removals.map(({ name, instructions }) => [name, instructions]));
  return result.options.map(({ path: names, type, readOnly, visible, description, default: value }) => {
    const aliasOf = aliasTarget(description ?? undefined);
    const removal = removals.get(optionName(names));
    return {
      path: names,
      type: type ?? "unspecified value",
      isReadOnly: readOnly,
      isHidden: !visible,
      ...(description === null ? {} : { description }),
      ...(value === null ? {} : { default: value }),
      ...(aliasOf === undefined ? {} : { aliasOf }),
      ...(removal === undefined ? {} : { removal }),
    };
  });
}

const walker = path.join(packageRoot, "lib", "commands", "import", "option-declarations.nix");
