import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { measureImages, sizeTable } from "./image-sizes";
import { copyProject } from "./project-copy";

const document = path.resolve(__dirname, "../../docs/image-sizes.md");

/** Updates docs/image-sizes.md from real builds: ten minutes on two cores. */
async function main(): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "cdknix-sizes-"));
  try {
    const images = await measureImages(await copyProject(path.join(directory, "project")));
    writeFileSync(document, text(sizeTable(images)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function text(table: string): string {
  return `# Image sizes

\`examples/lilith\` for NixOS 24.05 on the offline base, built with each of these settings of \`IsoImage\`, with and
without \`SpaceSaver\`. With real NixOS packages, the sizes differ, but their order is the same.

${table}

\`scripts/image-sizes.sh\` builds them and writes this file; \`npm run test:nix\` builds them again and compares.
`;
}

void main();
