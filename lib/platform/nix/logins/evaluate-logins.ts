import { z } from "zod";
import type { LoginFacts } from "../../../logins/login-facts";
import { evaluateWith, nixFileSync, type NixosHost } from "../evaluate";
import type { LogListeners } from "../run-nix";
import type { NixTool } from "../tool";

const texts = z.array(z.string());

const account = z.object({
  password: z.object({
    kind: z.enum(["none", "empty", "plain", "hash", "file"]),
    option: z.string().nullable(),
  }),
  keys: texts,
  canLogIn: z.boolean(),
  groups: texts,
});

const sshd = z.object({
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), texts])),
  extraConfig: z.string(),
  replaced: z.object({ text: z.string().nullable() }).nullable(),
  command: z.string(),
  ports: z.array(z.number()),
  starts: z.boolean(),
  pam: z.string().nullable(),
});

/** The output of `logins.nix`. */
export const loginsSchema: z.ZodType<LoginFacts> = z.object({
  sshd: sshd.nullable(),
  accounts: z.record(z.string(), account),
  firewall: z.object({
    enable: z.boolean(),
    ports: z.array(z.number()),
    ranges: z.array(z.object({ from: z.number(), to: z.number() })),
    trusted: texts,
  }),
  services: z.array(z.object({ name: z.string(), text: z.string(), listens: texts, usesSocket: z.boolean() })),
  autologin: z.array(z.object({ on: z.string(), option: z.string(), account: z.string() })),
  initrd: z.object({ port: z.number(), keys: texts }).nullable(),
});

const hostSchema = z.object({ derivation: z.string().endsWith(".drv"), logins: loginsSchema });

/** The derivation of a host, and the facts that decide who can log in, from one evaluation. */
export type HostEvaluation = z.infer<typeof hostSchema>;

/**
 * Evaluates a host to the derivation of a build product, such as `isoImage`, and the facts that decide who can log in to it.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateHost(
  tool: NixTool,
  host: NixosHost,
  product: string,
  listeners: LogListeners,
): Promise<HostEvaluation> {
  return evaluateWith(tool, host, {
    apply: `system: {
      derivation = system.config.system.build.${product}.drvPath;
      logins = (${nixFileSync("logins/logins")}) system;
    }`,
    schema: hostSchema,
    expected: "a derivation and login settings",
    failure: `Nix cannot evaluate ${product === "isoImage" ? "the ISO of " : ""}${host.name}`,
    listeners,
  });
}

/**
 * Evaluates only the facts that decide who can log in to a host, without its build.
 * @throws a failure of kind `evaluation`.
 */
export async function evaluateLogins(tool: NixTool, host: NixosHost, listeners: LogListeners): Promise<LoginFacts> {
  return evaluateWith(tool, host, {
    apply: nixFileSync("logins/logins"),
    schema: loginsSchema,
    expected: "login settings",
    failure: `Nix cannot evaluate ${host.name}`,
    listeners,
  });
}
