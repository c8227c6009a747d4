import type { Issue, ModuleModel } from "../../model";
import type { Expression } from "../../nix";
import { definersOf, strongest } from "./conflicts";
import { someFirstName } from "./options/module-structure";
import { mayDefine } from "./overlapping-modules";

/** The options that control who can log in. */
const loginOptions = [
  ["services", "openssh", "settings"],
  ["services", "openssh", "extraConfig"],
  ["users", "users", "root"],
] as const;

const firstNames: ReadonlySet<unknown> = new Set(loginOptions.map(([first]) => first));

function mayConcernLogin(config: Expression): boolean {
  if (config.kind === "attributeSet" && !someFirstName(config, firstNames)) return false;
  return loginOptions.some((option) => mayDefine(config, option));
}

/**
 * Reports settings, in any module, that allow anyone to log in over the network: in an installer, root and the live
 * user have empty passwords.
 */
export function openLoginIssues(modules: readonly ModuleModel[]): readonly Issue[] {
  const byOption = definersOf(modules.filter(({ config }) => mayConcernLogin(config)));
  const found = (option: string): { value: string; module: ModuleModel } | undefined => {
    const [definer] = strongest(byOption.get(option) ?? []);
    return definer === undefined ? undefined : { value: definer.definition.value, module: definer.module };
  };
  const emptyPasswords = found("services.openssh.settings.PermitEmptyPasswords");
  if (emptyPasswords !== undefined && ["true", '"yes"'].includes(emptyPasswords.value)) {
    return [
      openLogin(emptyPasswords.module, {
        message: "services.openssh.settings.PermitEmptyPasswords allows anyone on the network to log in",
        reason: emptyPasswordsReason,
        fix: "remove PermitEmptyPasswords",
      }),
    ];
  }
  const text = byOption.get("services.openssh.extraConfig") ?? [];
  const emptyInText = strongest(text).find(({ definition }) => acceptsEmptyPasswords(definition.value));
  if (emptyInText !== undefined) {
    const message =
      "services.openssh.extraConfig sets PermitEmptyPasswords, which allows anyone on the network to log in";
    return [
      openLogin(emptyInText.module, { message, reason: emptyPasswordsReason, fix: "remove PermitEmptyPasswords" }),
    ];
  }
  const rootLogin = found("services.openssh.settings.PermitRootLogin");
  const passwords = found("services.openssh.settings.PasswordAuthentication");
  const rootPassword = ["initialHashedPassword", "hashedPassword", "password", "initialPassword"]
    .map((option) => found(`users.users.root.${option}`))
    .find((definition) => definition !== undefined && definition.value !== '""');
  if (rootLogin?.value === '"yes"' && passwords?.value !== "false" && rootPassword === undefined) {
    return [
      openLogin(rootLogin.module, {
        message: 'services.openssh.settings.PermitRootLogin is "yes" while root has no password',
        reason: "in an installer, root has an empty password: sshd refuses it until a person changes it",
        fix: 'use SshAccess with rootLogin "key", or set a password hash for root',
      }),
    ];
  }
  return [];
}

const emptyPasswordsReason = "in an installer, root and nixos have an empty password, which sshd then accepts";

/** Whether lines of sshd_config, in Nix source, accept empty passwords. */
function acceptsEmptyPasswords(source: string): boolean {
  return /(?:^|["'\n]|\\n)\s*PermitEmptyPasswords(?:\s+|\s*=\s*)\\?"?yes\b/i.test(source);
}

function openLogin(module: ModuleModel, explanation: Pick<Issue, "message"> & { reason: string; fix: string }): Issue {
  return {
    severity: "error",
    code: "ssh-open-login",
    constructPath: module.constructPath,
    ...explanation,
    ...(module.source === undefined ? {} : { source: module.source }),
  };
}
