import type { Issue } from "../../model";
import { Failure } from "../../platform/failure";

/** The host's image has no area for secrets. */
export function noSecretsArea(host: string): Failure {
  return new Failure({
    kind: "usage",
    code: "no-secrets-area",
    message: `the image of ${host} has no area for secrets`,
    reason: "its configuration uses no Secret.named, and its IsoImage sets no secretsArea",
    fix: "omit --secrets, or use a secret in an option",
  });
}

/** The directory with the secrets cannot be used: all reasons at once. */
export function secretsRefused(directory: string, issues: readonly Issue[]): Failure {
  const [first] = issues;
  return new Failure({
    kind: "usage",
    code: first?.code ?? "secrets-unreadable",
    message: `nothing was written: ${directory} does not contain exactly the secrets of the image`,
    issues,
  });
}

/** The directory itself cannot be read. */
export function secretsDirectoryUnreadable(directory: string, problem: string): Failure {
  return new Failure({
    kind: "usage",
    code: "secrets-unreadable",
    message: `cannot read the secrets in ${directory}`,
    reason: problem,
    fix: "pass a directory with one file per secret, named like the secret",
  });
}

/** A secret that the image uses is not in the directory. */
export function secretMissing(name: string): Issue {
  return problem(
    "secret-missing",
    `the secret ${name} is missing`,
    "the image uses it",
    `create a file named ${name} in the directory`,
  );
}

/** A file in the directory is no secret of the image. */
export function secretUnknown(name: string, known: readonly string[]): Issue {
  return problem(
    "secret-unknown",
    `the image has no secret ${name}`,
    `it uses ${known.length === 0 ? "none" : known.join(", ")}`,
    `remove the file, or use Secret.named(${JSON.stringify(name)}) in the program`,
  );
}

/** An entry of the directory is not a file with contents. */
export function secretNotFile(name: string, reason: string): Issue {
  return problem("secret-not-file", `the secret ${name} cannot be read`, reason, "use a file with the secret in it");
}

/** The secrets do not fit into the area. */
export function secretsTooLarge(needed: number, available: number): Failure {
  const kibibytes = Math.ceil(needed / 2048) * 2;
  return new Failure({
    kind: "usage",
    code: "secrets-too-large",
    message: "nothing was written: the secrets do not fit into the area of the image",
    reason: `they need ${String(needed)} bytes, and the area has ${String(available)}`,
    fix: `set secretsArea: Size.kibibytes(${String(kibibytes)}) or more in the IsoImage, and build again`,
  });
}

/** The ISO does not have the area that the program asks for. */
export function secretsAreaDiffers(iso: string, path: string): Failure {
  return new Failure({
    kind: "usage",
    code: "secrets-area-differs",
    message: `${iso} has no area for secrets where the program reserves one`,
    reason: `the file ${path} on it is missing, or has another size`,
    fix: "build it again with --force; an image that is compressed as a whole cannot receive secrets",
  });
}

function problem(code: string, message: string, reason: string, fix: string): Issue {
  return { severity: "error", code, constructPath: "", message, reason, fix };
}
