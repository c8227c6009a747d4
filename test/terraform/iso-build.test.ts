import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { App as CdknixApp, ConsoleConfig, Flake, Host, IsoImage, Nixpkgs } from "cdknix";
import { IsoBuild, withFlakes } from "cdknix/terraform";
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { Construct } from "constructs";
import { look, put, scratch } from "../platform/files/scratch";

interface Stack {
  readonly check: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, { readonly value: string }>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

let project: string;

beforeEach(() => {
  project = scratch();
  jest.spyOn(process, "cwd").mockReturnValue(project);
});

afterEach(() => {
  jest.restoreAllMocks();
});

function hostIn(app: Construct, keyMap = "us", flakeName = "images"): Host {
  const flake = new Flake(app, flakeName, { nixpkgs: Nixpkgs.release("24.05"), lockFile: `${flakeName}.lock` });
  const host = new Host(flake, "rescue", { system: "x86_64-linux" });
  new IsoImage(host, "image");
  new ConsoleConfig(host, "console", { keyMap });
  return host;
}

describe.each([
  ["cdktf", cdktf],
  ["cdktn", cdktn as unknown as typeof cdktf],
])("in a stack of %s", (_name, { App, TerraformOutput, TerraformStack, Testing }) => {
  const appIn = (directory = project): cdktf.App =>
    withFlakes(new App({ outdir: path.join(directory, "cdktf.out") }), { revision: "abc1234" });
  const json = (stack: cdktf.TerraformStack): Stack => JSON.parse(Testing.synth(stack)) as Stack;
  const built = (app: cdktf.App, host: Host): Stack => {
    const stack = new TerraformStack(app, "stack");
    new IsoBuild(stack, "iso", { host });
    return json(stack);
  };
  const triggers = (keyMap?: string): unknown => {
    const app = appIn();
    return built(app, hostIn(app, keyMap)).resource.terraform_data?.iso?.triggers_replace;
  };

  it("rejects wrong properties of withFlakes, and takes those of a later call", () => {
    const errorsWith = (props: unknown): string => {
      const app = withFlakes(new App({ outdir: path.join(project, "cdktf.out") }), props as never);
      hostIn(app);
      try {
        app.synth();
      } catch (error) {
        return String(error);
      }
      return "";
    };
    expect(errorsWith({ outdr: "x" })).toContain("withFlakes has no property");
    expect(errorsWith({ outdir: 5 })).toContain("outdir");
    const app = new App({ outdir: path.join(project, "cdktf.out") });
    new IsoBuild(new TerraformStack(app, "stack"), "iso", { host: hostIn(app) });
    withFlakes(app, { revision: "abc1234" });
    app.synth();
    expect(JSON.stringify(look(path.join(project, "cdk.out")))).toContain("24.05-abc1234");
    const other = new CdknixApp();
    expect(() => withFlakes(other as never)).toThrow("the App is not an App of cdktn or cdktf");
  });

  it("reports a misspelt property with the other errors of the program", () => {
    const app = appIn();
    const host = hostIn(app, "en");
    new IsoBuild(new TerraformStack(app, "stack"), "iso", { hots: host } as never);
    expect(() => {
      app.synth();
    }).toThrow(/unknown-property\]: stack\/iso: IsoBuild has no property "hots"/);
    expect(() => {
      app.synth();
    }).toThrow("key-map");
  });

  it("uses only the built-in provider", () => {
    const app = appIn();
    const { resource, output, check } = built(app, hostIn(app));
    const text = JSON.stringify({ check, output, resource }, undefined, 2);
    expect(text.replaceAll(/\b[0-9a-f]{64}\b/g, "<sha256>")).toMatchInlineSnapshot(`
     "{
       "check": {
         "iso": {
           "assert": {
             "condition": "\${fileexists(terraform_data.iso_result.output.path)}",
             "error_message": "\${terraform_data.iso_result.output.path} is not on this machine. Build it again: terraform apply -replace=terraform_data.iso"
           }
         }
       },
       "output": {
         "iso_name": {
           "description": "name of the ISO of rescue",
           "value": "\${terraform_data.iso_result.output.name}"
         },
         "iso_path": {
           "description": "path of the ISO of rescue",
           "value": "\${terraform_data.iso_result.output.path}"
         },
         "iso_sha256": {
           "description": "sha256 of the ISO of rescue",
           "value": "\${terraform_data.iso_result.output.sha256}"
         },
         "iso_size": {
           "description": "size of the ISO of rescue",
           "value": "\${terraform_data.iso_result.output.size}"
         }
       },
       "resource": {
         "terraform_data": {
           "iso": {
             "input": {
               "results": "result-iso.json"
             },
             "lifecycle": {
               "create_before_destroy": true
             },
             "provisioner": [
               {
                 "local-exec": {
                   "command": "npm exec -c 'synth rescue --app cdk.out --tree-hash <sha256> --out-link cdktf.out/stacks/stack/result-iso --json' > cdktf.out/stacks/stack/result-iso.json.new && mv cdktf.out/stacks/stack/result-iso.json.new cdktf.out/stacks/stack/result-iso.json",
                   "working_dir": "../../.."
                 }
               },
               {
                 "local-exec": {
                   "command": "rm -f result-iso result-iso.json",
                   "when": "destroy"
                 }
               }
             ],
             "triggers_replace": {
               "host": "rescue",
               "lock": "none",
               "tree": "<sha256>"
             }
           },
           "iso_result": {
             "input": "\${fileexists(terraform_data.iso.output.results) ? { path = jsondecode(file(terraform_data.iso.output.results))[0].iso, name = basename(jsondecode(file(terraform_data.iso.output.results))[0].iso), sha256 = jsondecode(file(terraform_data.iso.output.results))[0].sha256, size = jsondecode(file(terraform_data.iso.output.results))[0].size } : null}",
             "lifecycle": {
               "create_before_destroy": true,
               "ignore_changes": [
                 "input"
               ],
               "replace_triggered_by": [
                 "terraform_data.iso"
               ]
             }
           }
         }
       }
     }"
    `);
  });

  it("rebuilds if the flake, its lock file, or the host changes, and only then", () => {
    const first = triggers();
    expect(triggers()).toEqual(first);
    expect(triggers("de")).not.toEqual(first);
    put(project, { "images.lock": "{}" });
    const locked = triggers();
    expect(locked).not.toEqual(first);
    put(project, { "images.lock": '{ "version": 7 }' });
    expect(triggers()).not.toEqual(locked);
  });

  it("passes FLAKE/HOST if two flakes have a host with the same name", () => {
    const app = appIn();
    const host = hostIn(app);
    hostIn(app, "us", "other");
    expect(built(app, host).resource.terraform_data?.iso).toMatchObject({
      triggers_replace: { host: "images/rescue" },
    });
  });

  it("keeps the generated names where a readable name may collide", () => {
    const app = appIn();
    const host = hostIn(app);
    const stack = new TerraformStack(app, "stack");
    for (const id of ["a", "b"]) new IsoBuild(new Construct(stack, id), "iso", { host });
    const names = Object.keys(json(stack).resource.terraform_data ?? {});
    expect(names.map((name) => name.replace(/[0-9A-F]{8}$/, ""))).toEqual([
      "a_iso_build_",
      "a_iso_result_",
      "b_iso_build_",
      "b_iso_result_",
    ]);
  });

  it("passes its properties to other elements, also in other stacks", () => {
    const app = appIn();
    const iso = new IsoBuild(new TerraformStack(app, "first"), "iso", { host: hostIn(app) });
    new TerraformOutput(new TerraformStack(app, "second"), "size", { value: iso.size, staticId: true });
    app.synth();
    const second = JSON.parse(readFileSync(path.join(project, "cdktf.out/stacks/second/cdk.tf.json"), "utf8")) as Stack;
    expect(second.output.size?.value).toMatch(/^\$\{data\.terraform_remote_state\..*size/);
  });

  it("is written by synth() together with the flakes, with the same hash as in a single stack", () => {
    const app = appIn();
    const alone = built(app, hostIn(app));
    app.synth();
    expect(existsSync(path.join(project, "cdk.out/images/flake.nix"))).toBe(true);
    const written = readFileSync(path.join(project, "cdktf.out/stacks/stack/cdk.tf.json"), "utf8");
    expect((JSON.parse(written) as Stack).resource.terraform_data?.iso).toMatchObject(
      alone.resource.terraform_data?.iso as object,
    );
  });

  it("writes nothing if a flake has errors", () => {
    const app = appIn();
    built(app, hostIn(app));
    app.synth();
    const before = look(project);
    const second = appIn();
    const host = hostIn(second, "en");
    new IsoBuild(new TerraformStack(second, "stack"), "iso", { host });
    expect(() => {
      second.synth();
    }).toThrow(/error\[key-map\]: images\/rescue\/console/);
    expect(look(project)).toEqual(before);
  });

  it("leaves the flakes unchanged if the stack has errors", () => {
    const app = appIn();
    const stack = new TerraformStack(app, "stack");
    new IsoBuild(stack, "iso", { host: hostIn(app) });
    stack.node.addValidation({ validate: () => ["this stack is wrong"] });
    expect(() => {
      app.synth();
    }).toThrow("this stack is wrong");
    expect(existsSync(path.join(project, "cdk.out"))).toBe(false);
  });

  it("accepts a flake in a stack, for apps that contain only stacks", () => {
    const context = { failOnConstructsOutsideOfStacks: "true" };
    const app = new App({ outdir: path.join(project, "cdktf.out"), context });
    const stack = new TerraformStack(app, "stack");
    new IsoBuild(stack, "iso", { host: hostIn(stack) });
    app.synth();
    expect(existsSync(path.join(project, "cdk.out/images/flake.nix"))).toBe(true);
  });

  it("rejects a host without an image", () => {
    const app = appIn();
    const flake = new Flake(app, "images", { nixpkgs: Nixpkgs.release("24.05") });
    const host = new Host(flake, "rescue", { system: "x86_64-linux" });
    new IsoBuild(new TerraformStack(app, "stack"), "iso", { host });
    expect(() => {
      app.synth();
    }).toThrow("error[validation]: stack/iso: the host images/rescue has no IsoImage: add one to it or to its class");
  });

  it("rejects a host in another app, and scopes outside of stacks", () => {
    const app = appIn();
    const stack = new TerraformStack(app, "stack");
    expect(() => new IsoBuild(stack, "iso", { host: hostIn(appIn()) })).toThrowErrorMatchingInlineSnapshot(
      `"stack/iso builds the host images/rescue, which is in another App: create its flake in the same App"`,
    );
    expect(() => new IsoBuild(app, "iso", { host: hostIn(app) })).toThrowErrorMatchingInlineSnapshot(
      `"iso is not in a TerraformStack: create it in the scope of a stack"`,
    );
    const foreign = new CdknixApp();
    const inForeign = new TerraformStack(foreign, "stack");
    expect(() => new IsoBuild(inForeign, "iso", { host: hostIn(foreign) })).toThrowErrorMatchingInlineSnapshot(
      `"stack/iso is not in an App of cdktn or cdktf: create stacks and flakes in such an App"`,
    );
  });

  it("lets an app without builds write its flakes too", () => {
    const app = withFlakes(new App({ outdir: path.join(project, "cdktf.out") }), { outdir: "flakes" });
    hostIn(app);
    app.synth();
    expect(existsSync(path.join(project, "flakes/images/flake.nix"))).toBe(true);
    expect(existsSync(path.join(project, "cdktf.out/manifest.json"))).toBe(true);
  });
});
