import * as path from "node:path";
import { Construct } from "constructs";
import {
  checkedScope,
  checkProps,
  declaredProps,
  Flake,
  IsoImage,
  recordSource,
  reportWrongId,
  usableId,
  type Host,
} from "../constructs";
import { buildCommand, removeCommand } from "./build-commands";
import {
  appOf,
  directoryOf,
  packageOf,
  stackOf,
  type TerraformElement,
  type TerraformPackage,
  type TerraformResource,
} from "./cdktf";
import { foreignHost, hostWithoutImage } from "./errors";
import { FlakeSynthesis } from "./flake-synthesis";

/**
 * Properties of an {@link IsoBuild}.
 * @beta
 */
export interface IsoBuildProps {
  /** Host whose ISO is built. Its flake is in the same app as the stack. */
  readonly host: Host;
}

/**
 * The ISO of a host, built by `terraform apply`, and rebuilt if the flake or its lock file changes. Its properties can be
 * passed to resources of any provider, and become outputs of the stack: `<id>_path`, `<id>_name`, `<id>_sha256`, and
 * `<id>_size`. It needs no provider: it uses Terraform's own `terraform_data` to run `synth` in the project directory. A
 * failed build leaves the previous ISO and outputs unchanged; `terraform destroy` removes the link that protects the ISO
 * from Nix's garbage collector.
 *
 * Requires Terraform 1.5 or OpenTofu 1.6, or newer.
 *
 * @example
 * const iso = new IsoBuild(stack, "iso", { host: lilith });
 * new S3Object(stack, "object", { bucket: "images", key: iso.name, source: iso.path, sourceHash: iso.sha256 });
 * @beta
 */
export class IsoBuild extends Construct {
  /** Absolute path of the ISO. */
  readonly path: string;
  /** File name of the ISO. */
  readonly name: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** Size in bytes. */
  readonly size: number;

  /** @throws Error outside of a stack, and for a host in another app */
  constructor(scope: Construct, id: string, props: IsoBuildProps) {
    super(checkedScope(new.target.name, scope, id), usableId(new.target.name, scope, id));
    recordSource(this);
    reportWrongId(this, id);
    const stack = stackOf(this);
    const checked = checkProps(declaredProps.IsoBuild, props, { exact: new.target === IsoBuild });
    checked.report(this);
    const host = checked.props.host as Host | undefined;
    if (host === undefined) {
      // So that the app's synthesis reports it.
      FlakeSynthesis.of(appOf(this));
      this.path = this.name = this.sha256 = "";
      this.size = 0;
      return;
    }
    if (host.node.root !== appOf(this)) throw foreignHost(this, host);
    this.node.addValidation({ validate: () => (hasImage(host) ? [] : [hostWithoutImage(host)]) });

    const terraform = packageOf(stack);
    const build = this.addBuild(terraform, host);
    const result = this.addResult(terraform, build);
    this.path = result.getStringAttribute("output.path");
    this.name = result.getStringAttribute("output.name");
    this.sha256 = result.getStringAttribute("output.sha256");
    this.size = result.getNumberAttribute("output.size");
    const { path: file, name, sha256, size } = this;
    for (const [key, value] of Object.entries({ path: file, name, sha256, size })) {
      const description = `${key} of the ISO of ${host.node.id}`;
      this.named(new terraform.TerraformOutput(this, key, { value, description }), `_${key}`);
    }
    stack.addOverride(
      `check.${build.friendlyUniqueId}`,
      presenceCheck(build.friendlyUniqueId, result.friendlyUniqueId),
    );
  }

  /** Adds the resource that builds. Creates the new one before it destroys the old one, so that a failed build loses nothing. */
  private addBuild({ Lazy, TerraformResource }: TerraformPackage, host: Host): TerraformResource {
    const flakes = FlakeSynthesis.of(appOf(this));
    const flake = Flake.of(host);
    const config = { terraformResourceType: "terraform_data", lifecycle: { createBeforeDestroy: true } };
    const build = this.named(new TerraformResource(this, "build", config), "");

    const directory = directoryOf(stackOf(this), flakes.projectDirectory);
    const link = `result-${build.friendlyUniqueId}`;
    const results = `${link}.json`;
    const fromProject = (file: string): string => path.relative(flakes.projectDirectory, path.join(directory, file));
    const treeHash = (): string => flakes.treeHash(flake);
    const target = (): string => flakes.targetOf(host, flake);
    const command = (): string =>
      buildCommand({
        host: target(),
        output: flakes.output,
        treeHash: treeHash(),
        link: fromProject(link),
        results: fromProject(results),
      });
    const workingDir = path.relative(directory, flakes.projectDirectory);
    build.provisioners = [
      { type: "local-exec", command: Lazy.stringValue({ produce: command }), workingDir },
      { type: "local-exec", when: "destroy", command: removeCommand(link, results) },
    ];
    build.addOverride("input", { results });
    build.addOverride("triggers_replace", {
      host: Lazy.stringValue({ produce: target }),
      tree: Lazy.stringValue({ produce: treeHash }),
      lock: Lazy.stringValue({ produce: () => flakes.lockHash(flake) ?? "none" }),
    });
    return build;
  }

  /** Adds the resource that keeps the build's results in the state: the results file is read after builds only, and may be gone later. */
  private addResult({ TerraformResource }: TerraformPackage, build: TerraformResource): TerraformResource {
    const address = `terraform_data.${build.friendlyUniqueId}`;
    const lifecycle = { createBeforeDestroy: true, ignoreChanges: ["input"], replaceTriggeredBy: [address] };
    const config = { terraformResourceType: "terraform_data", lifecycle };
    const result = this.named(new TerraformResource(this, "result", config), "_result");
    result.addOverride("input", resultOf(`${address}.output.results`));
    return result;
  }

  /** Gives an element a readable name if it is unique in the stack. */
  private named<T extends TerraformElement>(element: T, suffix: string): T {
    const { id, scope } = this.node;
    if (scope === stackOf(this) && /^[A-Za-z_][\w-]*$/.test(id)) element.overrideLogicalId(id + suffix);
    return element;
  }
}

function hasImage(host: Host): boolean {
  const scopes = host.class === undefined ? [host] : [host, host.class];
  return scopes.some((scope) => scope.node.findAll().some((construct) => IsoImage.isIsoImage(construct)));
}

// Expressions that Terraform evaluates, in its JSON syntax.

/**
 * Reads the `synth --json` output for one host. The file name is unknown until the build has run, so Terraform reads the
 * file after the build. Null if the file is gone.
 * @param file expression for the file name
 */
function resultOf(file: string): string {
  const built = `jsondecode(file(${file}))[0]`;
  const fields = [
    `path = ${built}.iso`,
    `name = basename(${built}.iso)`,
    `sha256 = ${built}.sha256`,
    `size = ${built}.size`,
  ];
  return `\${fileexists(${file}) ? { ${fields.join(", ")} } : null}`;
}

/** A check that warns, with each plan, if the ISO is not on this machine. */
function presenceCheck(build: string, result: string): Readonly<Record<string, unknown>> {
  const file = `terraform_data.${result}.output.path`;
  return {
    assert: {
      condition: `\${fileexists(${file})}`,
      error_message: `\${${file}} is not on this machine. Build it again: terraform apply -replace=terraform_data.${build}`,
    },
  };
}
