import { chmodSync } from "node:fs";
import * as path from "node:path";
import { copyDestination, nixSettings } from "../../../lib/cli/arguments/nix-settings";
import type { CliOptions } from "../../../lib/cli/arguments/options";
import { formatFailure, isFailure } from "../../../lib/platform/failure";
import type { Config } from "../../../lib/project/config/config";
import { put, scratch } from "../../platform/files/scratch";

const noOptions: CliOptions = { color: false, build: true };
const hostKey = Buffer.from("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDbTQitVwCSOMbBTljHZYftyGTQ root@builder").toString(
  "base64",
);

function settings(
  options: Partial<CliOptions>,
  config: NonNullable<Config["nix"]> = {},
  directory = "/project",
): ReturnType<typeof nixSettings> {
  return nixSettings({ ...noOptions, ...options }, config, directory);
}

/** The error message of a function. */
function errorOf(act: () => unknown): string {
  try {
    return JSON.stringify(act());
  } catch (error) {
    if (!isFailure(error)) throw error;
    expect(error.kind).toBe("usage");
    return formatFailure(error);
  }
}

const builders = (text: string): string => errorOf(() => settings({ builders: text }));

describe("builders", () => {
  it("are parsed like in Nix: with all eight fields, or only the address", () => {
    const line = `ssh-ng://root@builder aarch64-linux,x86_64-linux /root/.ssh/builder 8 2 big-parallel,kvm benchmark ${hostKey}`;
    expect(settings({ builders: `${line} ; mac # the old one` }).builders).toEqual([
      {
        store: "ssh-ng://root@builder",
        systems: ["aarch64-linux", "x86_64-linux"],
        sshKey: "/root/.ssh/builder",
        jobs: 8,
        features: ["big-parallel", "kvm"],
        mandatoryFeatures: ["benchmark"],
        hostKey,
        line,
      },
      {
        store: "ssh://mac",
        systems: undefined,
        sshKey: undefined,
        jobs: 1,
        features: [],
        mandatoryFeatures: [],
        hostKey: undefined,
        line: "ssh://mac",
      },
    ]);
  });

  it("come from cdk.json, as a string or a list, unless an option overrides them", () => {
    const stores = (found: ReturnType<typeof settings>): readonly string[] | undefined =>
      found.builders?.map(({ store }) => store);
    expect(stores(settings({}, { builders: "ssh://a; ssh://b" }))).toEqual(["ssh://a", "ssh://b"]);
    expect(stores(settings({}, { builders: ["ssh://a - - 4", "ssh://b"] }))).toEqual(["ssh://a", "ssh://b"]);
    expect(
      stores(settings({ builders: "ssh://c" }, { builders: "ssh://a", options: { builders: "ssh://b", cores: 2 } })),
    ).toEqual(["ssh://c"]);
    expect(settings({ builders: "ssh://c" }, { options: { builders: "ssh://b", cores: 2 } }).options).toEqual({
      cores: "2",
    });
    expect(settings({ builders: "" }, { builders: "ssh://a" }).builders).toEqual([]);
    expect(settings({}).builders).toBeUndefined();
  });

  it("are read from a file, which may include another one next to it", () => {
    const directory = scratch();
    put(directory, { "machines/all": "ssh://a\n# none\n\n@more\n", "machines/more": "ssh://b - - 2\n" });
    expect(settings({ builders: "@machines/all" }, {}, directory).builders?.map(({ line }) => line)).toEqual([
      "ssh://a",
      "ssh://b - - 2",
    ]);
  });

  it("in an unreadable file are reported, because Nix would ignore them", () => {
    const directory = scratch();
    expect(errorOf(() => settings({ builders: "@machines" }, {}, directory)).replaceAll(directory, "<project>"))
      .toMatchInlineSnapshot(`
     "error[builders-unreadable]: --builders: cannot read the builders file <project>/machines
       why:   ENOENT: no such file or directory, open '<project>/machines'
       fix:   write one builder per line into it, or pass the builders themselves, separated by ;
       docs:  https://cdknix.example/errors/builders-unreadable"
    `);
    put(directory, { machines: "ssh://a x86_64-linux - four\n" });
    expect(errorOf(() => settings({}, { builders: "@machines" }, directory)).replaceAll(directory, "<project>"))
      .toMatchInlineSnapshot(`
     "error[builder-malformed]: cdk.json: "nix.builders" (<project>/machines): builder ssh://a: field 4: the number of parallel builds is four
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write a positive integer
       docs:  https://cdknix.example/errors/builder-malformed"
    `);
  });

  it("with an invalid field are reported with the field", () => {
    const wrong = [
      "htps://builder",
      "https://cache.example.org",
      "ssh-ng://",
      "ssh://a linux",
      "ssh://a x86_64-linux keys/builder",
      "ssh://a - - 0",
      "ssh://a - - 1 fast",
      "ssh://a - - 1 1 kvm, benchmark",
      "ssh://a - - 1 1 kvm!",
      "ssh://a - - 1 1 - kvm!",
      "ssh://a - - 1 1 - - AAAAC3NzaC1lZDI1NTE5",
      "ssh://a - - 1 1 - - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
    ];
    expect(wrong.map(builders).join("\n\n")).toMatchInlineSnapshot(`
     "error[store-address]: --builders: unknown scheme htps:// in htps://builder
       why:   Nix knows unix, local, daemon, local-overlay, ssh, ssh-ng, mounted-ssh-ng, file, http, https, s3
       fix:   use ssh-ng://root@builder.example.org
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --builders: https://cache.example.org cannot build
       why:   a binary cache stores build results but does not build
       fix:   name a machine, such as ssh-ng://builder.example.org; caches belong in --substituters
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --builders: ssh-ng:// has no host
       why:   nothing, or only a path, follows ://
       fix:   use ssh-ng://root@builder.example.org
       docs:  https://cdknix.example/errors/store-address

     error[builder-malformed]: --builders: builder ssh://a: field 2: "linux" is not a system
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write systems such as x86_64-linux,aarch64-linux
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 3: the private key keys/builder is not an absolute path
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write the absolute path of the key, or -
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 4: the number of parallel builds is 0
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write a positive integer
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 5: the speed factor is fast
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write a positive number, such as 1
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 6: "" is not a build feature
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write features such as big-parallel,kvm
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 6: "kvm!" is not a build feature
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write features such as big-parallel,kvm
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 7: "kvm!" is not a build feature
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   write features such as big-parallel,kvm
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: field 8: not a public host key in base64
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   print it on that machine: base64 -w0 /etc/ssh/ssh_host_ed25519_key.pub
       docs:  https://cdknix.example/errors/builder-malformed

     error[builder-malformed]: --builders: builder ssh://a: 9 fields, but at most 8 are allowed
       why:   the format is: ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for omitted fields
       fix:   separate builders by ;, write lists with commas and no spaces, and encode the host key: base64 -w0 ssh_host_ed25519_key.pub
       docs:  https://cdknix.example/errors/builder-malformed"
    `);
  });
});

describe("store addresses", () => {
  it("are passed to Nix, with relative directories made absolute", () => {
    for (const store of ["auto", "daemon", "local?root=/srv", "/srv/nix", "unix:///run/nix.socket"]) {
      expect(settings({ store }).store).toBe(store);
    }
    expect(settings({ store: "./nix" }).store).toBe("/project/nix");
    expect(settings({}, { store: "../nix" }).store).toBe("/nix");
    const caches = [
      "https://cache.example.org?priority=10",
      "s3://bucket?region=eu-west-1",
      "file:///srv/cache",
      "ssh-ng://host",
    ];
    expect(settings({ substituters: caches.join(" ") }).substituters).toEqual(caches);
    expect(settings({}, { substituters: caches }).substituters).toEqual(caches);
    expect(settings({ substituters: "" }, { substituters: caches }).substituters).toEqual([]);
  });

  it("of a store that cannot build are rejected, with an alternative", () => {
    const wrong = ["ssh-ng://host", "file:///srv/cache", "builder.example.org", "nix", "~/nix"];
    expect(wrong.map((store) => errorOf(() => settings({}, { store }))).join("\n\n")).toMatchInlineSnapshot(`
     "error[store-address]: cdk.json: "nix.store": ssh-ng://host cannot be used as the local store
       why:   the ISO would be on another machine, where cdknix can neither link nor hash it
       fix:   build on another machine with --builders, or copy the ISO to a store or cache with --copy-to
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: cdk.json: "nix.store": file:///srv/cache cannot be used as the local store
       why:   the ISO would be on another machine, where cdknix can neither link nor hash it
       fix:   build on another machine with --builders, or copy the ISO to a store or cache with --copy-to
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: cdk.json: "nix.store": "builder.example.org" is not a store address
       why:   it has no scheme, such as ssh-ng://
       fix:   use a directory such as /srv/nix, \`daemon\`, or unix:///run/nix.socket
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: cdk.json: "nix.store": "nix" is not a store address
       why:   it has no scheme, such as ssh-ng://
       fix:   use a directory such as /srv/nix, \`daemon\`, or unix:///run/nix.socket
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: cdk.json: "nix.store": "~/nix" is not a path
       why:   only a shell expands ~
       fix:   write the absolute path
       docs:  https://cdknix.example/errors/store-address"
    `);
  });

  it("of caches are rejected with the invalid part", () => {
    const wrong = ["cache.nixos.org", "https:///nar", "file://cache", "ftp://cache.example.org", "s3://?region=eu"];
    expect(wrong.map((substituters) => errorOf(() => settings({ substituters }))).join("\n\n")).toMatchInlineSnapshot(`
     "error[store-address]: --substituters: "cache.nixos.org" is not a store address
       why:   it has no scheme, such as ssh-ng://
       fix:   did you mean https://cache.nixos.org?
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --substituters: https:///nar has no host
       why:   nothing, or only a path, follows ://
       fix:   use https://cache.example.org, s3://bucket, or file:///srv/cache
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --substituters: the path in file://cache is not absolute
       why:   Nix runs in another directory
       fix:   write file:///…
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --substituters: unknown scheme ftp:// in ftp://cache.example.org
       why:   Nix knows unix, local, daemon, local-overlay, ssh, ssh-ng, mounted-ssh-ng, file, http, https, s3
       fix:   use https://cache.example.org, s3://bucket, or file:///srv/cache
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --substituters: s3://?region=eu has no bucket
       why:   nothing, or only a path, follows ://
       fix:   use https://cache.example.org, s3://bucket, or file:///srv/cache
       docs:  https://cdknix.example/errors/store-address"
    `);
  });

  it("to copy to may contain keys, which must exist", () => {
    const directory = scratch();
    put(directory, { key: "" });
    chmodSync(path.join(directory, "key"), 0o600);
    const copy = (copyTo: string): string => errorOf(() => copyDestination({ ...noOptions, copyTo }, directory));
    const good = `file:///srv/cache?secret-key=${directory}/key`;
    expect(copy(good)).toBe(JSON.stringify(good));
    const wrong = ["file:///srv/cache?secret-key=/nowhere/key", "ssh-ng://host?ssh-key=key", "https://my cache"];
    expect(wrong.map(copy).join("\n\n")).toMatchInlineSnapshot(`
     "error[store-address]: --copy-to: secret-key=/nowhere/key in file:///srv/cache is not a file
       why:   it does not exist
       fix:   create a key: nix key generate-secret --key-name NAME > FILE
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --copy-to: ssh-key=key in ssh-ng://host is not a file
       why:   the path is not absolute, and Nix runs in another directory
       fix:   pass a private key that the machine accepts
       docs:  https://cdknix.example/errors/store-address

     error[store-address]: --copy-to: "https://my cache" contains a space
       why:   write a space as %20
       fix:   use ssh-ng://host, s3://bucket, or file:///srv/cache
       docs:  https://cdknix.example/errors/store-address"
    `);
  });
});
