import type { Logins, LoginMethod } from "../../logins/who-can-log-in";

/** Says in a few words who can log in over the network. */
export function loginSummary({ open, ssh, services }: Logins): string {
  if (open.length > 0) return "open to the network";
  const isReachable = ssh?.isReachable === true && ssh.logins.length > 0;
  return isReachable || services.some((service) => service.isReachable)
    ? "only who is listed"
    : "no logins over the network";
}

/** Lists each way in: where, as which user, and how. */
export function loginRows(logins: Logins): readonly (readonly string[])[] {
  return [...sshRows(logins), ...serviceRows(logins), ...localRows(logins), ...openRows(logins)];
}

function sshRows({ ssh, keys }: Logins): readonly (readonly string[])[] {
  if (ssh === null) return [["SSH", "-", "sshd is off"]];
  const limits = [
    ...(ssh.isReachable ? [] : ["not reachable from the network"]),
    ...(ssh.starts ? [] : ["not started at boot"]),
    ...(ssh.isPartial ? ["more of its configuration is only known after the build"] : []),
  ];
  const where = `SSH, port ${ssh.ports.join(", ")}`;
  const rows = ssh.logins.map(({ account, method, match }) => [
    where,
    account,
    `${methodText(method, keys[account] ?? 0)}${match === null ? "" : `, if Match ${match}`}`,
  ]);
  const settings = Object.entries(ssh.settings).map(([name, value]) => `${name} ${value}`);
  return [
    ...(rows.length === 0 ? [[where, "-", "no logins: no key, and no password that sshd accepts"]] : rows),
    ...limits.map((limit) => [where, "", limit]),
    ["sshd settings", "", settings.join(", ")],
  ];
}

function methodText(method: LoginMethod, keys: number): string {
  switch (method) {
    case "keys":
      return keys === 1 ? "with its key" : `with any of ${String(keys)} keys`;
    case "published key":
      return "with a published key";
    case "password":
      return "with a password";
    case "public password":
      return "with a password that is in the image";
    case "no password":
      return "without a password";
    case "empty password":
      return "without a password, if another setting changes";
    case "any password":
      return "with any password";
  }
}

function serviceRows({ services }: Logins): readonly (readonly string[])[] {
  const demands = { nothing: "without a password", account: "with an account's password", own: "by its own rules" };
  return services.map(({ program, service, port, demand, isReachable }) => [
    `${program}${port === null ? "" : `, port ${String(port)}`}`,
    demand === "account" ? "any account" : "-",
    `${demands[demand]} (${service})${isReachable ? "" : "; the firewall blocks it"}`,
  ]);
}

function localRows({ local }: Logins): readonly (readonly string[])[] {
  const texts = {
    empty: "without a password",
    plain: "with a password that is in the image",
    hash: "with a password",
    file: "with a password",
  };
  return [
    ...local.autologin.map(({ on, account }) => [on, account, "automatically"]),
    ...Object.entries(local.passwords).map(([account, kind]) => ["consoles", account, texts[kind]]),
  ];
}

function openRows({ open }: Logins): readonly (readonly string[])[] {
  return open.map(({ message }) => ["open", "", message]);
}
