import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { aliasTarget, splitOptionName, type OptionDeclaration } from "../../options";
// By itself: a program that only checks its options needs none of it.
import { withKnownChanges } from "../../options/with-known-changes";
import { dumpUnreadable } from "./errors";

/** Text of nixpkgs: plain, or marked as Markdown or Nix. */
const text = z.union([z.string(), z.object({ text: z.string() }).transform((marked) => marked.text)]);

/** An option as NixOS's own options.json has it, or a dump with the same facts under shorter names. */
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

/** What a saved dump holds. */
export interface OptionDump {
  readonly declarations: readonly OptionDeclaration[];
  /** Whether options that the manual leaves out are in it: NixOS's own options.json has none of them. */
  readonly isComplete: boolean;
}

/**
 * Reads a dump of options, compressed or not.
 * @throws a failure of kind `usage` when it cannot be read or holds something else.
 */
export function readOptionDump(file: string): OptionDump {
  const entries = Object.entries(parse(file));
  if (entries.length === 0) throw dumpUnreadable(file, "it holds no options");
  return {
    declarations: entries.flatMap(([name, option]) => {
      const path = option.loc ?? splitOptionName(name);
      // Of each submodule the module system's own options: they say nothing about the submodule.
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
  return withKnownChanges({
    path,
    type,
    isReadOnly: readOnly,
    isHidden: visible === false,
    ...(description === undefined ? {} : { description }),
    ...(value === undefined ? {} : { default: value }),
    ...(aliasOf === undefined ? {} : { aliasOf }),
  });
}

function parse(file: string): z.infer<typeof dumpSchema> {
  const content = readContent(file);
  let data: unknown;
  try {
    data = JSON.parse(content.toString("utf8"));
  } catch (error) {
    throw dumpUnreadable(file, `it is not JSON: ${(error as Error).message}`);
  }
  const parsed = dumpSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.map(String).join(" → ")}: `;
  throw dumpUnreadable(file, `${where}${issue?.message ?? "it is not a list of options"}`);
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
