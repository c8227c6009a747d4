import { passphraseWithoutSecrets } from "../../../lib/cli/arguments/errors";
import { passphraseEmpty, passphrasesDiffer } from "../../../lib/cli/terminal/errors";
import { secretsNotWritten } from "../../../lib/commands/flash/errors";
import { sealedExists, sealedPlaceRefused, sealFlagMissing } from "../../../lib/commands/seal/errors";
import {
  noSecretsArea,
  secretMissing,
  secretNotFile,
  secretsAreaDiffers,
  secretsDirectoryUnreadable,
  secretsRefused,
  secretsTooLarge,
  secretUnknown,
} from "../../../lib/pipeline/secrets/errors";
import type { Issue } from "../../../lib/model";
import type { Failure } from "../../../lib/platform/failure";
import { byCommand, type ErrorEntry } from "./error-entry";
import { inProgram } from "./in-program";

const seal = "synth seal lilith --secrets ~/keys --output ~/private.iso";
const refused = (...issues: readonly Issue[]): Failure => secretsRefused("/home/me/keys", issues);

const areaOf = (size: string): string =>
  `const iso = new HostClass(flake, "iso");\nnew IsoImage(iso, "image", { secretsArea: ${size} });\nnew Host(flake, "lilith", { class: iso, system: "x86_64-linux" });`;

/** Errors of secrets in a program, and of the commands that write secrets to a medium. */
export const secretErrors: readonly ErrorEntry[] = [
  inProgram({
    code: "secret-differs",
    meaning: "A secret is used twice with different owners, groups, or modes.",
    wrong: `new NixosModule(iso, "wifi", {
  config: { networking: { wireless: { environmentFile: Secret.named("wifi") } } },
});
new NixosModule(iso, "copy", {
  config: { environment: { etc: { wifi: { source: Secret.named("wifi", { mode: "0440" }) } } } },
});`,
    right: `const wifi = Secret.named("wifi", { mode: "0440" });
new NixosModule(iso, "wifi", {
  config: { networking: { wireless: { environmentFile: wifi } } },
});
new NixosModule(iso, "copy", {
  config: { environment: { etc: { wifi: { source: wifi } } } },
});`,
  }),
  inProgram({
    code: "secret-without-image",
    meaning: "A host without an image uses a named secret.",
    given: "flake",
    wrong: `const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });
new NixosModule(lilith, "wifi", {
  config: { networking: { wireless: { environmentFile: Secret.named("wifi") } } },
});`,
    right: `const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });
new IsoImage(lilith, "image");
new NixosModule(lilith, "wifi", {
  config: { networking: { wireless: { environmentFile: Secret.named("wifi") } } },
});`,
  }),
  inProgram({
    code: "secrets-area-size",
    meaning: "`secretsArea` of `IsoImage` is no whole number of sectors, or too small or large.",
    given: "flake",
    wrong: areaOf("Size.bytes(1000)"),
    right: areaOf("Size.kibibytes(256)"),
  }),
  byCommand({
    code: "flag-missing",
    meaning: "`synth seal` was called without `--secrets` or `--output`.",
    why: "A copy without secrets would be the ISO itself, and its place decides who can read them.",
    samples: () => [sealFlagMissing("--secrets", "the directory with the secrets")],
    shows: "synth seal lilith --output ~/private.iso",
    repairs: seal,
  }),
  byCommand({
    code: "no-secrets-area",
    meaning: "`--secrets` was passed for a host whose image has no area for secrets.",
    why: "An area is reserved if the host uses a `Secret.named`, or if `IsoImage` sets `secretsArea`.",
    samples: () => noSecretsArea("lilith"),
    shows: "synth flash lilith /dev/sdb --secrets ~/keys",
    repairs: "synth flash lilith /dev/sdb",
  }),
  byCommand({
    code: "passphrase-empty",
    meaning: "No passphrase was typed, or the line on stdin is empty.",
    why: "An empty passphrase protects nothing, and at boot an empty answer means to continue without the secrets.",
    samples: () => passphraseEmpty(),
    shows: `${seal} --passphrase < /dev/null`,
    repairs: `${seal} --passphrase`,
  }),
  byCommand({
    code: "passphrase-without-secrets",
    meaning: "`--passphrase` was passed without `--secrets`.",
    why: "The passphrase encrypts the secrets, not the image.",
    samples: () => passphraseWithoutSecrets(),
    shows: "synth flash lilith /dev/sdb --passphrase",
    repairs: "synth flash lilith /dev/sdb --secrets ~/keys --passphrase",
  }),
  byCommand({
    code: "passphrases-differ",
    meaning: "The passphrase was typed differently the second time.",
    why: "You cannot see what you type, so it is asked twice.",
    samples: () => passphrasesDiffer(),
    shows: `${seal} --passphrase`,
    repairs: `${seal} --passphrase`,
  }),
  byCommand({
    code: "sealed-exists",
    meaning: "The file of `synth seal --output` exists already.",
    why: "A private copy is not replaced by accident.",
    samples: () => sealedExists("/home/me/private.iso"),
    shows: seal,
    repairs: `${seal} --force`,
  }),
  byCommand({
    code: "sealed-place",
    meaning:
      "The file of `synth seal --output` is in a Nix store, in the output directory, or in what is kept next to it.",
    samples: () =>
      sealedPlaceRefused(
        "/home/me/images/cdk.out/private.iso",
        "it is in /home/me/images/cdk.out, and the next run replaces what is there, and other tools publish it",
      ),
    shows: "synth seal lilith --secrets ~/keys --output cdk.out/private.iso",
    repairs: seal,
  }),
  byCommand({
    code: "secret-missing",
    meaning: "The directory of `--secrets` lacks a secret that the image uses.",
    samples: () => refused(secretMissing("wifi")),
    shows: seal,
    repairs: `echo 'psk_home=…' > ~/keys/wifi\n${seal}`,
  }),
  byCommand({
    code: "secret-not-file",
    meaning: "A secret in the directory of `--secrets` is empty, a directory, or cannot be read.",
    samples: () => refused(secretNotFile("wifi", "it is empty")),
    shows: seal,
    repairs: `echo 'psk_home=…' > ~/keys/wifi\n${seal}`,
  }),
  byCommand({
    code: "secret-unknown",
    meaning: "The directory of `--secrets` has a file that is no secret of the image.",
    why: "It may be a misspelled name, or a file that you did not mean to write to a medium.",
    samples: () => refused(secretUnknown("host-key.pub", ["host-key", "wifi"])),
    shows: seal,
    repairs: `rm ~/keys/host-key.pub\n${seal}`,
  }),
  byCommand({
    code: "secrets-area-differs",
    meaning: "The built ISO does not have the area that the program reserves.",
    samples: () =>
      secretsAreaDiffers("/nix/store/3x7dwzq014bblazs7kq20p9hyzz0qh8g-lilith.iso/iso/lilith.iso", "/secrets-area"),
    shows: seal,
    repairs: `synth lilith --force\n${seal}`,
  }),
  byCommand({
    code: "secrets-not-written",
    meaning: "An image that uses secrets was written to a device without them.",
    why: "The system boots, and the units that need the secrets do not start.",
    samples: () => secretsNotWritten("lilith", ["host-key", "wifi"]),
    shows: "synth flash lilith /dev/sdb",
    repairs: "synth flash lilith /dev/sdb --secrets ~/keys",
  }),
  byCommand({
    code: "secrets-too-large",
    meaning: "The secrets need more space than the area of the image has.",
    samples: () => secretsTooLarge(270_848, 262_144),
    shows: seal,
    repairs: `# in the program: new IsoImage(iso, "image", { secretsArea: Size.kibibytes(512) })\nsynth lilith\n${seal}`,
  }),
  byCommand({
    code: "secrets-unreadable",
    meaning: "The directory of `--secrets` does not exist, or cannot be read.",
    samples: () => secretsDirectoryUnreadable("/home/me/key", "it does not exist"),
    shows: "synth seal lilith --secrets ~/key --output ~/private.iso",
    repairs: seal,
  }),
];
