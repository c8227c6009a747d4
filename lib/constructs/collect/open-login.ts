import type { Issue, ModuleModel } from "../../model";
import { definersOf, strongest } from "./conflicts";
import { mayDefine } from "./overlapping-modules";

/** Where the options are that let somebody log in. */
const loginOptions = [
  ["services", "openssh", "settings"],
  ["users", "users", "root"],
] as const;

/**
 * Settings, by whichever module, that let anybody log in over the network: an installer's root and live user have empty
 * passwords.
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
        "services.openssh.settings.PermitEmptyPasswords lets anybody on the network log in",
        "leave PermitEmptyPasswords out",
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
        'use SshAccess with rootLogin "key", or give root a password hash',
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
    reason: "root and nixos have an empty password on an installer, so this would open the image to the network",
    fix,
    ...(module.source === undefined ? {} : { source: module.source }),
  };
}
