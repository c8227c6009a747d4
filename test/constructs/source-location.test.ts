import { NixosModule } from "cdknix";
import { FlakeAssertions } from "cdknix/testing";
import { Construct } from "constructs";
import { program } from "./support";

/** Returns the line that calls this function. */
function here(): number {
  const frame = new Error().stack?.split("\n")[2] ?? "";
  return Number(/:(\d+):\d+\)?$/.exec(frame)?.[1]);
}

class Extended extends NixosModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { config: { services: { fstrim: { enable: true } } } });
  }
}

class FurtherExtended extends Extended {}

class Group extends Construct {
  readonly line: number;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.line = here() + 1;
    new NixosModule(this, "inside");
  }
}

describe("the source line of a file", () => {
  it("is the line with `new`, also for a construct that extends another", () => {
    const { app, iso } = program();
    const lines = new Map<string, number>();
    lines.set("plain.nix", here() + 1);
    new NixosModule(iso, "plain");
    lines.set("extended.nix", here() + 1);
    new Extended(iso, "extended");
    lines.set("further.nix", here() + 1);
    new FurtherExtended(iso, "further");
    lines.set("group/inside.nix", new Group(iso, "group").line);
    const manifest = JSON.parse(FlakeAssertions.fromApp(app).file("manifest.json")) as {
      flakes: { dotfiles: { files: Record<string, { source: string; construct: string }> } };
    };
    for (const [file, line] of lines) {
      expect(manifest.flakes.dotfiles.files[`modules/iso/${file}`]?.source).toBe(
        `test/constructs/source-location.test.ts:${String(line)}`,
      );
    }
  });
});
