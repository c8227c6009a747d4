import type { Issue, ModuleModel } from "../../model";
import { definersOf, strongest } from "./conflicts";
import { mayDefine } from "./overlapping-modules";

/** The options that control who can log in. */
const loginOptions = [
  ["services", "openssh", "settings"],
  ["users", "users", "root"],
] as const;

/**
 * Reports settings, in any module, that allow anyone to log in over the network: in an installer, root and the live
 * user have empty passwords.
 */
export function openLoginIssues(modules: readonly ModuleModel[]): readonly Issue[] {
  const byOption = definersOf(modules.filter(({ config }) => loginOptions.some((option) => mayDefine(config, option))));
  const found = (option: string): { value: string; module: ModuleModel } | undefined => {
    const [definer] = strongest(byOption.get(option) ?? []);
    return definer === undefined ? undefined : { value: definer.definition.value, module: definer.module };
  };
  const emptyPasswords = found("services.openssh.settings.PermitEmptyPasswords");
  if (emptyPasswords !== undefined && ["true", '"yes"'].includes(emptyPasswords.value)) {
    return [
      openLogin(
        emptyPasswords.module,
        "services.openssh.settings.PermitEmptyPasswords allows anyone on the network to log in",
        "remove PermitEmptyPasswords",
      ),
    ];
  }
  const rootLogin = found("services.openssh.settings.PermitRootLogin");
  const passwords = found("services.openssh.settings.PasswordAuthentication");
  const rootPassword = ["initialHashedPassword", "hashedPassword", "password", "initialPassword"]
    .map((option) => found(`users.users.root.${option}`))
    .find((definition) => definition !== undefined && definition.value !== '""');
  if (rootLogin?.value === '"yes"' && passwords?.value !== "false" && rootPassword === undefined) {
    return [
      openLogin(
        rootLogin.module,
        'services.openssh.settings.PermitRootLogin is "yes" while root has no password',
        'use SshAccess with rootLogin "key", or set a password hash for root',
      ),
    ];
  }
  return [];
}

function openLogin(module: ModuleModel, message: string, fix: string): Issue {
  return {
    severity: "error",
    code: "ssh-open-login",
    constructPath: module.constructPath,
    message,
    reason: "in an installer, root and nixos have an empty password, so anyone on the network could log in",
    fix,
    ...(module.source === undefined ? {} : { source: module.source }),
  };
}
