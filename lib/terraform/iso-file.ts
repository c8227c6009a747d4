import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Construct } from "constructs";
import { TerraformOutput, TerraformStack } from "./cdktf";

/** One result of `synth --json`. */
interface BuiltIso {
  readonly host: string;
  readonly iso: string;
  readonly size: number;
  readonly sha256: string;
}

/** Properties of an {@link IsoFile}. */
export interface IsoFileProps {
  /** Host whose ISO is meant. */
  readonly host: string;
  /** File that holds what `synth --json` printed, relative to the working directory. Default: `isos.json`. */
  readonly results?: string;
}

/**
 * A built ISO in a stack of CDK for Terraform: its path and hash for the resource that uploads or boots it. The stack
 * gets both as outputs.
 *
 * @example
 * // npx synth --json > isos.json
 * const iso = new IsoFile(stack, "installer", { host: "lilith" });
 * new Volume(stack, "volume", { name: iso.fileName, source: iso.path });
 */
export class IsoFile extends Construct {
  /** Absolute path of the ISO. */
  readonly path: string;
  /** Name of the file alone. */
  readonly fileName: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
  /** Size in bytes. */
  readonly size: number;

  /** @throws Error outside of a stack, and when the results cannot be read or do not have the host */
  constructor(scope: Construct, id: string, props: IsoFileProps) {
    super(scope, id);
    TerraformStack.of(this);
    const built = readResult(props.results ?? "isos.json", props.host);
    this.path = built.iso;
    this.fileName = path.basename(built.iso);
    this.sha256 = built.sha256;
    this.size = built.size;
    new TerraformOutput(this, "path", { value: this.path, description: `ISO of ${props.host}` });
    new TerraformOutput(this, "sha256", { value: this.sha256, description: `SHA-256 of the ISO of ${props.host}` });
  }
}

function readResult(file: string, host: string): BuiltIso {
  const results = parseResults(file);
  const built = results.find((result) => result.host === host);
  if (built === undefined) {
    const hosts = results.map((result) => result.host).join(", ");
    throw new Error(`${file} has no ISO of "${host}", only of ${hosts || "nobody"}: run npx synth --json > ${file}`);
  }
  return built;
}

function parseResults(file: string): readonly BuiltIso[] {
  const hint = `run npx synth --json > ${file}`;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as Error).message}): ${hint}`, { cause: error });
  }
  if (!Array.isArray(content) || !content.every(isBuiltIso)) {
    throw new Error(`${file} is not what synth --json prints: ${hint}`);
  }
  return content;
}

function isBuiltIso(value: unknown): value is BuiltIso {
  const { host, iso, size, sha256 } = (value ?? {}) as Partial<Record<keyof BuiltIso, unknown>>;
  return typeof host === "string" && typeof iso === "string" && typeof size === "number" && typeof sha256 === "string";
}
