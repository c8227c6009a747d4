import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { aliasTarget, splitOptionName, type OptionDeclaration } from "../../options";
import { dumpUnreadable } from "./errors";

/** A string in nixpkgs: plain, or marked as Markdown or Nix. */
const text = z.union([z.string(), z.object({ text: z.string() }).transform((marked) => marked.text)]);

/** Options as in the options.json of NixOS, or a dump with the same keys. */
const dumpSchema = z.record(
  z.string(),
  z.object({
    type: z.string(),
    readOnly: z.boolean().optional(),
    internal: z.boolean().optional(),
    visible: z.union([z.boolean(), z.string()]).optional(),
    description: text.nullish(),
    default: text.nullish(),
    loc: z.array(z.string()).optional(),
  }),
);

/** The content of a saved dump. */
export interface OptionDump {
  readonly declarations: readonly OptionDeclaration[];
  /** Whether it includes options that the manual omits. The options.json of NixOS does not. */
  readonly isComplete: boolean;
}

/**
 * Reads a dump of options, optionally gzipped.
 * @throws a failure of kind `usage` if it cannot be read or is not a dump of options.
 */
export function readOptionDump(file: string): OptionDump {
  const entries = Object.entries(parse(file));
  if (entries.length === 0) throw dumpUnreadable(file, "it contains no options");
  return {
    declarations: entries.flatMap(([name, option]) => {
      const path = option.loc ?? splitOptionName(name);
      // Skip the module system's own options, which every submodule has.
      return path.includes("_module") && path[0] !== "_module" ? [] : [declarationOf(path, option)];
    }),
    isComplete: entries.some(([, { internal }]) => internal === true),
  };
}

function declarationOf(path: readonly string[], option: z.infer<typeof dumpSchema>[string]): OptionDeclaration {
  const { type, readOnly = false, visible = true } = option;
  const description = option.description ?? undefined;
  const value = option.default ?? undefined;
  const aliasOf = aliasTarget(description);
  return {
    path,
    type,
    isReadOnly: readOnly,
    isHidden: visible === false,
    ...(description === undefined ? {} : { description }),
    ...(value === undefined ? {} : { default: value }),
    ...(aliasOf === undefined ? {} : { aliasOf }),
  };
}

function parse(file: string): z.infer<typeof dumpSchema> {
  const content = readContent(file);
  let data: unknown;
  try {
    data = JSON.parse(content.toString("utf8"));
  } catch (error) {
    throw dumpUnreadable(file, `not valid JSON: ${(error as Error).message}`);
  }
  const parsed = dumpSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.map(String).join(" → ")}: `;
  throw dumpUnreadable(file, `${where}${issue?.message ?? "not a set of options"}`);
}

function readContent(file: string): Buffer {
  try {
    const content = readFileSync(file);
    const isCompressed = content[0] === 0x1f && content[1] === 0x8b;
    return isCompressed ? gunzipSync(content) : content;
  } catch (error) {
    throw dumpUnreadable(file, (error as Error).message);
  }
}
