import {
  App,
  BootConfig,
  Compression,
  defineProps,
  Flake,
  Host,
  IsoImage,
  NixosModule,
  Nixpkgs,
  pkgs,
  prop,
  SpaceSaver,
} from "cdknix";
import type { NixValue } from "cdknix";
import { Construct } from "constructs";
import { allowAnyOption, reportOf } from "../support";

class Schedule {
  constructor(readonly text: string) {}
}

interface BackupProps {
  readonly directories: readonly string[];
  readonly mode?: "copy" | "sync";
  readonly keep?: number | null;
  readonly schedule?: Schedule;
  readonly compression?: Compression;
  readonly target?: { readonly host: string; readonly port?: number };
  readonly environment?: Readonly<Record<string, string>>;
  readonly package?: NixValue;
  readonly rename?: (name: string) => string;
}

const backupProps = defineProps<BackupProps>({
  directories: prop.option("services.restic.backups.<name>.paths", prop.list(prop.string)),
  mode: prop.optional(prop.oneOf("copy", "sync")),
  keep: prop.optional(prop.either(prop.number, prop.null)),
  schedule: prop.optional(prop.instance(Schedule)),
  compression: prop.optional(prop.instance(Compression)),
  target: prop.optional(
    prop.object<NonNullable<BackupProps["target"]>>({ host: prop.string, port: prop.optional(prop.number) }),
  ),
  environment: prop.optional(prop.record(prop.string)),
  package: prop.optional(prop.nix),
  rename: prop.optional(prop.function<(name: string) => string>()),
});

class Backup extends NixosModule {
  constructor(scope: Construct, id: string, props: BackupProps) {
    const checked = backupProps.check(props, { exact: new.target === Backup });
    const { directories } = checked.props;
    super(scope, id, { config: { backup: { count: directories.length } } });
    checked.report(this);
  }
}

class Group extends Construct {
  constructor(scope: Construct, id: string, props: unknown) {
    super(scope, id);
    backupProps.check(props as BackupProps).report(this);
  }
}

function reported(make: (host: Host) => unknown): string {
  const app = new App();
  const host = new Host(new Flake(app, "f", { nixpkgs: Nixpkgs.release("25.05") }), "h", { system: "x86_64-linux" });
  new IsoImage(host, "image");
  allowAnyOption(host);
  make(host);
  return reportOf(app).replace(/\n {2}docs: .*/g, "");
}

describe("defineProps", () => {
  it("reports all mistakes in the properties of a custom construct", () => {
    const wrong = {
      paths: ["/home"],
      mode: "cpy",
      keep: "3",
      schedule: "daily",
      compression: "zstd",
      target: { host: "nas", prt: 22 },
      environment: { RATE: 1 },
      rename: "x",
    };
    expect(reported((host) => new Backup(host, "backup", wrong as never))).toMatchInlineSnapshot(`
      "error[unknown-property]: f/h/backup: Backup has no property "paths"
        value: ["/home"]
        why:   the property for services.restic.backups.<name>.paths is directories
        fix:   did you mean directories?

      error[property-type]: f/h/backup: mode must be "copy" or "sync"
        value: "cpy"
        fix:   did you mean "copy"?

      error[property-type]: f/h/backup: keep must be a number or null
        value: "3"
        fix:   write keep: 3

      error[property-type]: f/h/backup: schedule must be a Schedule
        value: "daily"
        fix:   use an instance of Schedule

      error[property-type]: f/h/backup: compression must be a Compression
        value: "zstd"
        fix:   use an instance of Compression

      error[unknown-property]: f/h/backup: target of Backup has no property "prt"
        value: 22
        fix:   did you mean port?

      error[property-type]: f/h/backup: environment.RATE must be a string
        value: 1
        fix:   write RATE: "1"

      error[property-type]: f/h/backup: rename must be a function
        value: "x""
    `);
  });

  it("accepts what the interface allows", () => {
    const right: BackupProps = {
      directories: [],
      keep: null,
      schedule: new Schedule("daily"),
      compression: Compression.xz(),
      target: { host: "nas" },
      environment: {},
      package: pkgs.restic,
      rename: (name) => name,
    };
    expect(backupProps.check(right).props).toBe(right);
    expect(reported((host) => new Backup(host, "backup", right))).toBe("");
  });

  it("leaves properties of subclasses alone", () => {
    class NightlyBackup extends Backup {}
    const props = { directories: [], hour: 3 };
    expect(reported((host) => new NightlyBackup(host, "backup", props))).toBe("");
  });

  it("refuses properties of subclasses that resemble one of its own", () => {
    class NightlyBackup extends Backup {}
    const props = { paths: [], directorys: [], hour: 3 };
    expect(reported((host) => new NightlyBackup(host, "backup", props as never))).toMatchInlineSnapshot(`
      "error[unknown-property]: f/h/backup: NightlyBackup has no property "paths"
        value: []
        why:   the property for services.restic.backups.<name>.paths is directories
        fix:   did you mean directories?

      error[unknown-property]: f/h/backup: NightlyBackup has no property "directorys"
        value: []
        fix:   did you mean directories?"
    `);
  });

  it("refuses what the construct of the library refuses, if a subclass is between them", () => {
    class Mine extends BootConfig {
      constructor(scope: Construct, id: string, props: object) {
        super(scope, id, { ...props, kernelParams: ["quiet"] } as never);
      }
    }
    expect(reported((host) => new Mine(host, "boot", { copyToRAM: true, speed: 1 }))).toMatchInlineSnapshot(`
      "error[unknown-property]: f/h/boot: BootConfig, which Mine extends, has no property "copyToRAM"
        value: true
        fix:   did you mean copyToRam? If it is a property of Mine, do not pass it to super

      error[unknown-property]: f/h/boot: BootConfig, which Mine extends, has no property "kernelParams"
        value: ["quiet"]
        why:   the property for boot.kernelParams is kernelParameters
        fix:   did you mean kernelParameters? If it is a property of Mine, do not pass it to super"
    `);
  });

  it("accepts a property of a subclass that resembles one which is given too", () => {
    class Mine extends SpaceSaver {}
    const props = { channel: true, channels: ["nixos"] };
    expect(reported((host) => new Mine(host, "space", props))).toBe("");
  });

  it("names the line that creates a construct, also of a construct without a file", () => {
    expect(reported((host) => new Group(host, "group", { directories: "x" }))).toMatchInlineSnapshot(`
      "error[property-type]: f/h/group: directories must be a list of strings
        value: "x"
        fix:   write directories: ["x"]"
    `);
  });
});
