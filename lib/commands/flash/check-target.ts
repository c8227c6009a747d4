import type { Issue } from "../../model";
import { mountsOf, withDescendants, type BlockDevice } from "../../platform/block-device/block-device";
import type { FileFacts } from "../../platform/block-device/file-facts";
import type { FlashTarget } from "../../platform/block-device/flash-target";
import type { TargetKind } from "../../platform/block-device/target-kinds";

/** Permissions that the user gave on the command line. */
export interface Permissions {
  /** The kind of target. */
  readonly kind: TargetKind;
  /** Whether file systems on it are unmounted first. */
  readonly unmounts: boolean;
}

/**
 * All reasons not to write an image to a target, the most serious first; none if it may be written. Options override some
 * of them, but never those that protect the running system.
 * @param size of the image, in bytes
 */
export function checkTarget(target: FlashTarget, size: number, permissions: Permissions): readonly Issue[] {
  const { facts } = target;
  const system = facts === undefined ? [] : systemIssues(facts);
  // Other reasons and their fixes do not matter then.
  if (system.length > 0) return system;
  return [
    ...(facts === undefined ? [] : holderIssues(facts)),
    ...(facts === undefined || permissions.unmounts ? [] : mountIssues(facts)),
    ...kindIssues(target, permissions.kind),
    ...(target.file === undefined ? [] : fileIssues(target.path, target.size, target.file, size)),
    ...(facts?.isReadOnly === true ? [readOnly(target)] : []),
    ...(facts !== undefined && target.size < size ? [tooSmall(target, size)] : []),
  ];
}

/**
 * Where a running system mounts its own file systems. `/iso` is the medium of a live system. Anything deeper in a home
 * directory was mounted by the user.
 */
const systemMounts = /^(?:\/|\/(?:boot|efi|nix|usr|var|etc|iso)(?:\/.*)?|\/home(?:\/[^/]+)?|\[SWAP\])$/;

/** File systems of the running system on a device. */
function systemIssues(device: BlockDevice): readonly Issue[] {
  const uses = mountsOf(device).filter(({ point }) => systemMounts.test(point));
  if (uses.length === 0) return [];
  return [
    issue(
      "device-system",
      `${device.path} contains the running system`,
      uses
        .map(({ point, by }) => `${by.name} is ${point === "[SWAP]" ? "used as swap" : `mounted at ${point}`}`)
        .join(", "),
      "choose another device; no option overrides this",
    ),
  ];
}

/** Volumes, arrays, and encrypted devices that the kernel keeps open. */
function holderIssues(device: BlockDevice): readonly Issue[] {
  const holders = withDescendants(device).filter(({ type }) => !["disk", "part", "loop"].includes(type));
  if (holders.length === 0) return [];
  return [
    issue(
      "device-held",
      `${device.path} is in use by ${holders.map(({ name, type }) => `${name} (${type})`).join(", ")}`,
      "a volume, an array, or an encrypted device on it is active",
      "deactivate it first: vgchange --activate n, mdadm --stop, or cryptsetup close",
    ),
  ];
}

function mountIssues(device: BlockDevice): readonly Issue[] {
  const mounts = mountsOf(device);
  if (mounts.length === 0) return [];
  return [
    issue(
      "device-mounted",
      `${device.path} is mounted`,
      mounts.map(({ point, by }) => `${by.name} is mounted at ${point}`).join(", "),
      "unmount it, or pass --unmount; all data on it will be erased",
    ),
  ];
}

const kindNames: Readonly<Record<TargetKind, string>> = {
  removable: "a removable disk",
  fixed: "an internal disk",
  partition: "a partition",
  file: "a file",
};

const kindReasons: Readonly<Record<TargetKind, string>> = {
  removable: "--kind must match the device exactly",
  fixed: "neither the disk nor its bus is removable, so it may contain an installed system",
  partition: "firmware boots the image from the beginning of a disk, not from a partition",
  file: "the ISO itself is already an image file",
};

function kindIssues({ path, kind }: FlashTarget, allowed: TargetKind): readonly Issue[] {
  if (kind === allowed) return [];
  const fix = kind === "removable" ? "omit --kind" : `to write to ${kindNames[kind]}, pass --kind ${kind}`;
  return [issue(`device-${kind}`, `${path} is ${kindNames[kind]}, not ${kindNames[allowed]}`, kindReasons[kind], fix)];
}

/** A file that is refused as a device would be: it is in use, too small, or has data of another kind. */
function fileIssues(path: string, fileSize: number, file: FileFacts, size: number): readonly Issue[] {
  const { content, users, isStorePath } = file;
  if (isStorePath) {
    return [issue("file-in-store", `${path} is in a Nix store`, "its files are immutable", "choose another file")];
  }
  const removeIt = "choose a name that does not exist, or remove the file first: cdknix then creates it";
  return [
    ...(users.length === 0
      ? []
      : [issue("file-in-use", `${path} is in use by ${users.join(", ")}`, undefined, "stop using it first")]),
    ...(content === "data"
      ? [
          issue(
            "file-not-image",
            `${path} is not a disk image`,
            "it contains other data, not a disk, an ISO, or zeros",
            removeIt,
          ),
        ]
      : []),
    ...(content !== "new" && fileSize < size
      ? [issue("file-too-small", `${path} is too small`, sizesText(fileSize, size), removeIt)]
      : []),
  ];
}

function sizesText(found: number, wanted: number): string {
  const text = (bytes: number): string =>
    bytes < 1e5 ? `${String(bytes)} ${bytes === 1 ? "byte" : "bytes"}` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `its size is ${text(found)}, and the ISO needs ${text(wanted)}`;
}

function readOnly({ path }: FlashTarget): Issue {
  return issue(
    "device-read-only",
    `${path} is read-only`,
    "the device rejects writes, perhaps because of its write-protect switch",
    `turn off write protection, or try blockdev --setrw ${path}`,
  );
}

function tooSmall({ path, size }: FlashTarget, wanted: number): Issue {
  return size === 0
    ? issue("device-empty", `${path} has no medium`, undefined, "insert one")
    : issue(
        "device-too-small",
        `${path} is too small`,
        sizesText(size, wanted),
        "use a larger device, or shrink the image",
      );
}

function issue(code: string, message: string, reason: string | undefined, fix: string): Issue {
  return { severity: "error", code, constructPath: "", message, ...(reason === undefined ? {} : { reason }), fix };
}
