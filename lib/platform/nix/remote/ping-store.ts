import { runProcess } from "../../process/run-process";
import type { NixTool } from "../tool";
import { sshEnvironment } from "./machine";

/** The answer of a store, or why there is none. */
export type StoreAnswer =
  | {
      readonly answers: true;
      /** Version of its Nix; undefined if the connection does not report it. */
      readonly version: string | undefined;
      /** Whether it rejects unsigned paths from this user. */
      readonly isDistrusting: boolean;
    }
  | { readonly answers: false; readonly reason: string };

/** Checks that a store answers, without prompting, within a time limit. */
export async function pingStore(tool: NixTool, address: string, seconds: number): Promise<StoreAnswer> {
  // `info` is the newer name of `ping`.
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
  if (run.seconds >= seconds) return { answers: false, reason: `no answer within ${String(seconds)} s` };
  const lines = run.stderr.split("\n").filter((line) => line !== "" && !/^(?:Store URL:|warning:)/.test(line));
  return { answers: false, reason: lines[0]?.replace(/\.$/, "") ?? "the connection was closed" };
}
