import { execFileSync } from "node:child_process";

// Fails while a file has a placeholder for an address of the project, so that nothing is published with an address that does
// not exist. npm runs this before it publishes; docs/releasing.md says how to fill them in.
const placeholders = "OWNER/cdknix|cdknix[.]example";
const files = filesWith(placeholders);
if (files.length > 0) {
  process.stderr.write(
    `error: the addresses of the project are placeholders in ${String(files.length)} files, such as ${files[0] ?? ""}\n` +
      "  fix:   fill them in as docs/releasing.md shows\n",
  );
  process.exitCode = 1;
}

/** Files of the repository that contain a pattern, except those that are about the placeholders themselves. */
function filesWith(pattern: string): readonly string[] {
  const arguments_ = ["grep", "--files-with-matches", "--extended-regexp", pattern];
  const own = ["docs/releasing.md", "scripts/check-repository.ts", "test/package/repository.test.ts"];
  try {
    return execFileSync("git", [...arguments_, "--", ".", ...own.map((file) => `:!${file}`)], { encoding: "utf8" })
      .trim()
      .split("\n");
  } catch (error) {
    // It found nothing; with any other error it has not searched.
    if ((error as { readonly status?: number | null }).status === 1) return [];
    throw error;
  }
}
