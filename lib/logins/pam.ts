/** An `auth` line of a PAM configuration. */
interface AuthLine {
  readonly control: string;
  readonly module: string;
  readonly arguments: readonly string[];
}

/** Modules that do not decide whether a password is right. */
const neutral = /^pam_(?:env|faildelay|faillock|nologin|permit|motd|limits|keyinit|warn|echo|loginuid)$/;

function authLines(text: string): readonly AuthLine[] {
  return text.split("\n").flatMap((line) => {
    const [, control, file, rest] = /^\s*-?auth\s+(\[[^\]]*\]|\S+)\s+(\S+)(.*)$/.exec(line) ?? [];
    if (control === undefined || file === undefined) return [];
    const module = file.replace(/^.*\//, "").replace(/\.so$/, "");
    return [{ control, module, arguments: (rest ?? "").trim().split(/\s+/) }];
  });
}

/** Whether a PAM configuration accepts every password for every account. If it is not known, it is NixOS's own. */
export function acceptsAnyPassword(text: string | null): boolean {
  const lines = authLines(text ?? "auth required pam_unix.so");
  for (const { control, module } of lines) {
    const endsHere = control === "sufficient" || /success=(?:done|end)/.test(control);
    if (module === "pam_permit" && endsHere) return true;
    // It may refuse, and then no later line counts.
    if (!neutral.test(module) && !endsHere && control !== "optional") return false;
  }
  // If no module decides, pam_permit does; without any line, PAM refuses.
  return lines.some(({ module }) => module === "pam_permit") && lines.every(({ module }) => neutral.test(module));
}

/** Whether a PAM configuration accepts the empty password of an account that has one. */
export function acceptsEmptyPasswords(text: string | null): boolean {
  return authLines(text ?? "").some((line) => line.module === "pam_unix" && line.arguments.includes("nullok"));
}

/** Whether a PAM configuration compares passwords with those of the accounts. If it is not known, it is NixOS's own. */
export function usesPasswords(text: string | null): boolean {
  // The contents of an included file are not known.
  return text === null || authLines(text).some(({ module, control }) => module === "pam_unix" || control === "include");
}
