import { readFileSync } from "node:fs";

// Fails while a file has the placeholder for the owner of the repository, so that nothing is published with an address that
// does not exist. npm runs this before it publishes; docs/releasing.md says how to fill it in.
const placeholder = "OWNER";
const unfilled = ["package.json", "CONTRIBUTING.md"].filter((file) => readFileSync(file, "utf8").includes(placeholder));
if (unfilled.length > 0) {
  process.stderr.write(
    `error: the address of the repository has the placeholder ${placeholder} in ${unfilled.join(" and ")}\n` +
      `  fix:   sed -i 's/${placeholder}/your-name/' package.json CONTRIBUTING.md\n`,
  );
  process.exitCode = 1;
}
