// What Terraform evaluates, as it stands in its JSON.

/**
 * What `synth --json` wrote of one host. Until the build has run its file's name is unknown, and so is what is in it:
 * Terraform reads it after the build. Null where the file is gone.
 * @param file expression of the file's name
 */
export function resultOf(file: string): string {
  const built = `jsondecode(file(${file}))[0]`;
  const fields = [
    `path = ${built}.iso`,
    `name = basename(${built}.iso)`,
    `sha256 = ${built}.sha256`,
    `size = ${built}.size`,
  ];
  return `\${fileexists(${file}) ? { ${fields.join(", ")} } : null}`;
}

/** A check that warns, with each plan, when what was built is not on this machine. */
export function presenceCheck(build: string, result: string): Readonly<Record<string, unknown>> {
  const file = `terraform_data.${result}.output.path`;
  return {
    assert: {
      condition: `\${fileexists(${file})}`,
      error_message: `\${${file}} is not on this machine. What needs the file builds it anew: terraform apply -replace=terraform_data.${build}`,
    },
  };
}
