import * as E from "fp-ts/Either";
import { sha256OfFile } from "../effects";
import { listHosts, type ListedHost } from "../synth/list";
import { synthHosts } from "../synth/pipeline";
import type { SynthResult } from "../synth/request";
import type { CliOptions } from "./options";
import { programSettings, synthRequest } from "./settings";
import { summaryOf } from "./summary";
import type { Terminal } from "./terminal";

/** `synth [HOST…]`. Throws the failure, if there is one. */
export async function synthCommand(hosts: readonly string[], options: CliOptions, terminal: Terminal): Promise<void> {
  const started = performance.now();
  const request = synthRequest(options, process.cwd(), hosts);
  const outcome = await synthHosts(request, terminal)();
  if (E.isLeft(outcome)) throw outcome.left;
  const results = outcome.right;
  for (const line of summaryOf(request, results, (performance.now() - started) / 1000)) terminal.summary(line);
  if (options.json === true) terminal.result(JSON.stringify(await Promise.all(results.map(withHash)), undefined, 2));
  else for (const { iso } of results) if (iso !== null) terminal.result(iso);
}

/** `synth list`. */
export async function listCommand(options: CliOptions, terminal: Terminal): Promise<void> {
  const outcome = await listHosts(programSettings(options, process.cwd()), terminal)();
  if (E.isLeft(outcome)) throw outcome.left;
  terminal.result(options.json === true ? JSON.stringify(outcome.right, undefined, 2) : table(outcome.right));
}

async function withHash(result: SynthResult): Promise<SynthResult & { sha256: string | null }> {
  const { host, iso, size, storePath, drvPath } = result;
  return { host, iso, size, sha256: iso === null ? null : await sha256OfFile(iso), storePath, drvPath };
}

function table(hosts: readonly ListedHost[]): string {
  const rows = [
    ["HOST", "CLASS", "SYSTEM", "RELEASE", "ISO"],
    ...hosts.map((host) => [host.host, host.class ?? "-", host.system, host.release, host.iso ?? "-"]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
