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
     "error[builders-unreadable]: --builders: the file of machines <project>/machines cannot be read
       why:   ENOENT: no such file or directory, open '<project>/machines'
       fix:   write a machine a line into it, or name the machines themselves, separated by ;"
    `);
    put(directory, { machines: "ssh://a x86_64-linux - four\n" });
    expect(errorOf(() => settings({}, { builders: "@machines" }, directory)).replaceAll(directory, "<project>"))
      .toMatchInlineSnapshot(`
     "error[builder-malformed]: cdk.json: "nix.builders" (<project>/machines): of the machine ssh://a, the fourth word, how many builds at once, is four
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write a whole number from 1 on"
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
     "error[store-address]: --builders: the scheme htps:// of htps://builder is not one that Nix knows
       why:   Nix knows unix, local, daemon, local-overlay, ssh, ssh-ng, mounted-ssh-ng, file, http, https, s3
       fix:   give ssh-ng://root@builder.example.org

     error[store-address]: --builders: https://cache.example.org cannot build
       why:   a binary cache holds what was built and builds nothing
       fix:   name a machine, such as ssh-ng://builder.example.org; caches go to --substituters

     error[store-address]: --builders: ssh-ng:// names no host
       why:   it ends, or its path begins, behind ://
       fix:   give ssh-ng://root@builder.example.org

     error[builder-malformed]: --builders: of the machine ssh://a, the second word names "linux", which is no system
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write systems such as x86_64-linux,aarch64-linux

     error[builder-malformed]: --builders: of the machine ssh://a, the third word, keys/builder, is not an absolute path of a private key
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write the whole path of the key, or -

     error[builder-malformed]: --builders: of the machine ssh://a, the fourth word, how many builds at once, is 0
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write a whole number from 1 on

     error[builder-malformed]: --builders: of the machine ssh://a, the fifth word, its speed among the machines, is fast
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write a number above 0, such as 1

     error[builder-malformed]: --builders: of the machine ssh://a, the sixth word names "", which is no feature
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write features such as big-parallel,kvm

     error[builder-malformed]: --builders: of the machine ssh://a, the sixth word names "kvm!", which is no feature
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write features such as big-parallel,kvm

     error[builder-malformed]: --builders: of the machine ssh://a, the seventh word names "kvm!", which is no feature
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   write features such as big-parallel,kvm

     error[builder-malformed]: --builders: of the machine ssh://a, the eighth word is not a public host key in base64
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   print it on that machine: base64 -w0 /etc/ssh/ssh_host_ed25519_key.pub

     error[builder-malformed]: --builders: of the machine ssh://a, there are 9 words where at most 8 may be
       why:   a machine is told as ADDRESS SYSTEMS KEY JOBS SPEED FEATURES MANDATORY-FEATURES HOST-KEY, with - for what is left out
       fix:   separate machines by ;, give lists with commas and no blanks, and the host key in base64: base64 -w0 ssh_host_ed25519_key.pub"
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
    const wrong = ["ssh-ng://host", "file:///srv/cache", "builder.example.org", "nix"];
    expect(wrong.map((store) => errorOf(() => settings({}, { store }))).join("\n\n")).toMatchInlineSnapshot(`
     "error[store-address]: cdk.json: "nix.store": ssh-ng://host cannot be built in
       why:   the ISO would lie elsewhere, where it can be neither linked nor hashed
       fix:   build on another machine with --builders, or copy the ISO to a store or cache with --copy-to

     error[store-address]: cdk.json: "nix.store": file:///srv/cache cannot be built in
       why:   the ISO would lie elsewhere, where it can be neither linked nor hashed
       fix:   build on another machine with --builders, or copy the ISO to a store or cache with --copy-to

     error[store-address]: cdk.json: "nix.store": "builder.example.org" is no address of a store
       why:   it has no scheme, such as ssh-ng://
       fix:   give a directory such as /srv/nix, \`daemon\`, or unix:///run/nix.socket

     error[store-address]: cdk.json: "nix.store": "nix" is no address of a store
       why:   it has no scheme, such as ssh-ng://
       fix:   give a directory such as /srv/nix, \`daemon\`, or unix:///run/nix.socket"
    `);
  });

  it("of caches are rejected with the invalid part", () => {
    const wrong = ["cache.nixos.org", "https:///nar", "file://cache", "ftp://cache.example.org", "s3://?region=eu"];
    expect(wrong.map((substituters) => errorOf(() => settings({ substituters }))).join("\n\n")).toMatchInlineSnapshot(`
     "error[store-address]: --substituters: "cache.nixos.org" is no address of a store
       why:   it has no scheme, such as ssh-ng://
       fix:   did you mean https://cache.nixos.org?

     error[store-address]: --substituters: https:///nar names no host
       why:   it ends, or its path begins, behind ://
       fix:   give https://cache.example.org, s3://bucket or file:///srv/cache

     error[store-address]: --substituters: the path of file://cache is not absolute
       why:   Nix does not run in this directory
       fix:   write file:///…

     error[store-address]: --substituters: the scheme ftp:// of ftp://cache.example.org is not one that Nix knows
       why:   Nix knows unix, local, daemon, local-overlay, ssh, ssh-ng, mounted-ssh-ng, file, http, https, s3
       fix:   give https://cache.example.org, s3://bucket or file:///srv/cache

     error[store-address]: --substituters: s3://?region=eu names no bucket
       why:   it ends, or its path begins, behind ://
       fix:   give https://cache.example.org, s3://bucket or file:///srv/cache"
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
     "error[store-address]: --copy-to: secret-key=/nowhere/key of file:///srv/cache is no file
       why:   there is none at this path
       fix:   make a key with: nix key generate-secret --key-name NAME > FILE

     error[store-address]: --copy-to: ssh-key=key of ssh-ng://host is no file
       why:   the path is not absolute, and Nix runs elsewhere
       fix:   name the private key that the machine lets in

     error[store-address]: --copy-to: "https://my cache" has a blank in it
       why:   Nix takes a blank as %20
       fix:   give ssh-ng://host, s3://bucket or file:///srv/cache"
    `);
  });
});
