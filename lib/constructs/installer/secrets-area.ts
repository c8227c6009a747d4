import { installerDataFile } from "../../model";
import { nix, pkgs, secretsDirectory, type NamedSecret, type NixValue } from "../../nix";
import type { IssueDetails, NixosConfig, Size } from "../core";

/** A secret that a host uses, and the options that need it. */
export interface UsedSecret extends NamedSecret {
  /** Such as `networking.wireless.secretsFile`. */
  readonly options: readonly string[];
}

/** Path of the area on the ISO. */
export const secretsAreaPath = "/secrets-area";

/** Size of the area if the image does not set one: enough for hundreds of keys and passwords. */
export const defaultSecretsAreaBytes = 256 * 1024;

const leastBytes = 4096;
const mostBytes = 64 * 1024 ** 2;

/** The problem with the size of an area, if any. */
export function secretsAreaIssue(size: Size): (IssueDetails & { readonly code: string }) | undefined {
  if (size.issue !== undefined) return { code: "size-impossible", ...size.issue };
  const bytes = size.toBytes();
  if (bytes >= leastBytes && bytes <= mostBytes && bytes % 2048 === 0) return undefined;
  return {
    code: "secrets-area-size",
    message: `an area for secrets cannot have ${size.toString()}`,
    value: size.toString(),
    reason: "it consists of whole sectors of 2 KiB: at least two of them, and at most 64 MiB",
    fix: "use a size such as Size.kibibytes(256), which is the default",
  };
}

/**
 * The area on the ISO, and the service that places its secrets. It runs before `sysinit.target`, and so before every
 * service that does not ask for an earlier start; a passphrase is asked like that of an encrypted disk. A
 * problem with one secret does not keep the others from their places: the service goes on, and fails at its end. A unit that
 * needs a missing secret gets an assertion that names it; a secret without its owner stays with root.
 * Source: systemd-ask-password(1), systemd.unit(5)
 */
export function secretsAreaConfig(secrets: readonly UsedSecret[], bytes: number): NixosConfig {
  return {
    isoImage: {
      contents: [
        {
          source: nix.comment(
            "zeros; `synth flash --secrets` and `synth seal` write the secrets there, on the medium only",
            pkgs.runCommand("secrets-area", {}, `head -c ${String(bytes)} /dev/zero > $out`) as NixValue,
          ),
          target: secretsAreaPath,
        },
      ],
    },
    users: withoutInitialPasswords(usersOf(secrets)),
    systemd: secrets.length === 0 ? undefined : { services: { "cdknix-secrets": service(secrets) } },
  };
}

/** The users whose password is a secret, with its name. */
function usersOf(secrets: readonly UsedSecret[]): readonly { readonly user: string; readonly secret: string }[] {
  return secrets.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      const user = /^users\.users\.(.+)\.hashedPasswordFile$/.exec(option)?.[1];
      return user === undefined ? [] : [{ user: user.replace(/^"(.*)"$/, "$1"), secret: name }];
    }),
  );
}

/** The installer profile gives these users an empty password. */
const installerUsers = ["root", "nixos"];

function withoutInitialPasswords(users: readonly { readonly user: string }[]): NixValue | undefined {
  const affected = users.filter(({ user }) => installerUsers.includes(user));
  if (affected.length === 0) return undefined;
  const none = nix.comment("mkForce: the installer profile sets an empty password", nix.force(null));
  return { users: Object.fromEntries(affected.map(({ user }) => [user, { initialHashedPassword: none }])) };
}

function service(secrets: readonly UsedSecret[]): NixValue {
  return {
    description: "Secrets of the medium",
    wantedBy: ["sysinit.target"],
    before: ["sysinit.target", "shutdown.target"],
    conflicts: ["shutdown.target"],
    after: ["local-fs.target", "systemd-sysusers.service", "userborn.service"],
    unitConfig: { DefaultDependencies: false },
    path: [pkgs.age, pkgs.gnutar, pkgs.shadow, pkgs["util-linux"]],
    serviceConfig: {
      Type: "oneshot",
      RemainAfterExit: true,
      StandardOutput: "journal+console",
      StandardError: "journal+console",
    },
    script: scriptFor(secrets),
  };
}

function scriptFor(secrets: readonly UsedSecret[]): string {
  const calls = secrets.map(({ name, owner, group, mode, options }) => {
    const call = isForInstaller(options) ? "place_if_there" : "place";
    return [call, name, owner, group, mode, options.join(", ")].map(quoted).join(" ");
  });
  const passwords = usersOf(secrets).map(({ user, secret }) => ["password", user, secret].map(quoted).join(" "));
  const hasOptional = secrets.some(({ options }) => isForInstaller(options));
  return [
    ...script(passwords.length > 0),
    ...(hasOptional ? placeIfThere : []),
    ...calls,
    ...passwords,
    ...last,
    "",
  ].join("\n");
}

/** The option with the data of an installer, which asks for missing secrets itself, and needs only those of its target. */
const installerOption = `environment.etc.${JSON.stringify(installerDataFile)}.text.`;

const isForInstaller = (options: readonly string[]): boolean =>
  options.every((option) => option.startsWith(installerOption));

/** The text as one word of the shell. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const script = (hasPasswords: boolean): readonly string[] => [
  `area=/iso${secretsAreaPath}`,
  "# Every user can read /iso: the area is hidden first, and stays so.",
  'if ! findmnt --mountpoint "$area" > /dev/null; then mount --bind /dev/null "$area"; fi',
  "work=/run/cdknix/secrets-work",
  "missing=",
  "failed=",
  `install -d -m 0711 ${secretsDirectory}`,
  "# A start that was killed may have left its copies.",
  'rm -rf "$work"',
  "trap 'rm -rf \"$work\"' EXIT",
  'mkdir -m 0700 "$work" "$work/files"',
  "",
  "# read_area COUNT: its first bytes, from a mount namespace in which it is not hidden.",
  "read_area() {",
  "  # shellcheck disable=SC2016",
  `  unshare --mount "$BASH" -c 'umount "$1" && head -c "$2" "$1"' - "$area" "$1"`,
  "}",
  "",
  `read -r magic kind length digest <<< "$(read_area 256 | tr -d '\\0')" || true`,
  "is_whole() {",
  "  [[ $kind =~ ^(tar|age)$ && $length =~ ^[1-9][0-9]{0,7}$ ]] || return 1",
  '  read_area "$((2048 + length))" | tail -c "$length" > "$work/$kind"',
  '  echo "$digest  $work/$kind" | sha256sum --check --status',
  "}",
  'if [ "$magic" != cdknix-secrets ]; then',
  '  echo "this medium has no secrets: synth flash --secrets or synth seal writes them"',
  "elif ! is_whole; then",
  '  echo "the secrets on this medium are damaged: write it again"',
  '  rm -f "$work/tar" "$work/age"',
  "fi",
  'while [ -e "$work/age" ]; do',
  '  if ! passphrase=$(systemd-ask-password --timeout=0 "Passphrase of the secrets on this medium (empty: go on without them):"); then',
  "    # The question was canceled.",
  "    passphrase=",
  "  fi",
  '  if [ -z "$passphrase" ]; then',
  '    echo "no passphrase: the secrets stay encrypted"',
  "    break",
  "  fi",
  "  # age takes a passphrase only from a terminal, which script provides.",
  '  if printf \'%s\\n\' "$passphrase" | script --quiet --return --command "age --decrypt --output $work/tar $work/age" /dev/null > /dev/null; then',
  '    rm "$work/age"',
  "  else",
  '    echo "wrong passphrase"',
  "  fi",
  "done",
  'if [ -e "$work/tar" ] && ! tar --extract --no-same-owner --file "$work/tar" --directory "$work/files"; then',
  "  failed=1",
  '  echo "the secrets on this medium cannot be unpacked"',
  "  # Half of a secret is none.",
  '  rm -rf "$work/files"',
  "fi",
  "",
  "# place NAME OWNER GROUP MODE OPTIONS",
  "place() {",
  '  if [ -f "$work/files/$1" ]; then',
  `    if ! install -o "$2" -g "$3" -m "$4" "$work/files/$1" "${secretsDirectory}/$1"; then`,
  "      failed=1",
  '      echo "the secret $1 cannot belong to $2:$3 and stays readable for root only; it is needed by $5"',
  `      install -o root -g root -m 0400 "$work/files/$1" "${secretsDirectory}/$1"`,
  "    fi",
  "    return",
  "  fi",
  "  failed=1",
  "  missing=1",
  '  echo "the secret $1 is not on this medium, and is needed by $5"',
  "  # Units that name its file themselves, or in their scripts and configuration files.",
  "  for unit in /etc/systemd/system/*.service; do",
  "    # shellcheck disable=SC2046",
  `    if grep -qsE "${secretsDirectory}/$1([^A-Za-z0-9._-]|$)" "$unit" $(grep -oE '/(nix/store|etc)/[^[:space:]"=:;,]+' "$unit"); then`,
  '      mkdir -p "/run/systemd/system/$(basename "$unit").d"',
  `      printf '[Unit]\\nAssertPathExists=%s\\n' "${secretsDirectory}/$1" > "/run/systemd/system/$(basename "$unit").d/secret-$1.conf"`,
  "    fi",
  "  done",
  "}",
  ...(hasPasswords
    ? [
        "# password USER NAME: NixOS reads the file of a password before this service runs.",
        "password() {",
        `  [ -f "${secretsDirectory}/$2" ] || return 0`,
        `  if ! printf '%s:%s\\n' "$1" "$(cat "${secretsDirectory}/$2")" | chpasswd --encrypted; then`,
        "    failed=1",
        '    echo "the password of the user $1, the secret $2, cannot be set"',
        "  fi",
        "}",
      ]
    : []),
];

const placeIfThere: readonly string[] = [
  'place_if_there() { if [ -f "$work/files/$1" ]; then place "$@"; else echo "the secret $1 is not on this medium"; fi; }',
];

const last: readonly string[] = [
  "",
  'if [ -n "$missing" ]; then systemctl daemon-reload; fi',
  'if [ -n "$failed" ]; then exit 1; fi',
];
