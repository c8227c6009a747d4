import { runProcess } from "../../process/run-process";
import type { NixTool } from "../tool";
import { sshEnvironment } from "./machine";

/** How a store answered: as what, or why it did not. */
export type StoreAnswer =
  | {
      readonly answers: true;
      /** Version of its Nix; undefined where the connection does not tell. */
      readonly version: string | undefined;
      /** It does not take from this user what it cannot check. */
      readonly isDistrusting: boolean;
    }
  | { readonly answers: false; readonly reason: string };

/** Asks a store whether it is there, without ever asking back, for so many seconds at most. */
export async function pingStore(tool: NixTool, address: string, seconds: number): Promise<StoreAnswer> {
  // The same command, by its newer name.
  const command = tool.since(2, 19) ? "info" : "ping";
  const run = await runProcess({
    argv: ["nix", "store", command, ...tool.args, "--store", address],
    cwd: "/",
    env: { ...tool.env, ...sshEnvironment(["-oBatchMode=yes"]) },
    limitSeconds: seconds,
  });
  if (run.exitCode === 0) {
    const said = `${run.stdout}\n${run.stderr}`;
    return {
      answers: true,
      version: /^Version: (\S+)/m.exec(said)?.[1],
      isDistrusting: /^Trusted: 0$/m.test(said),
    };
  }
  if (run.seconds >= seconds) return { answers: false, reason: `it said nothing for ${String(seconds)} s` };
  const lines = run.stderr.split("\n").filter((line) => line !== "" && !/^(?:Store URL:|warning:)/.test(line));
  return { answers: false, reason: lines[0]?.replace(/\.$/, "") ?? "it ended the connection" };
}
