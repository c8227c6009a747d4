import type { Issue } from "../../model";
import { mountsOf, withDescendants, type BlockDevice } from "../../platform/block-device/block-device";
import type { FlashTarget, TargetKind } from "../../platform/block-device/flash-target";

/** What the user said that the target may be. */
export interface Permissions {
  /** What the target is. */
  readonly kind: TargetKind;
  /** File systems on it are unmounted first. */
  readonly unmounts: boolean;
}

/**
 * Why an image is not written to a target: all reasons, the gravest first; none when it may be. Some can be lifted by a word
 * of the user, what would destroy the running system cannot.
 * @param size of the image, in bytes
 */
export function refusalsOf(target: FlashTarget, size: number, permissions: Permissions): readonly Issue[] {
  const { facts } = target;
  const system = facts === undefined ? [] : systemIssues(facts);
  // Nothing else matters then, and no advice is to lead any further.
  if (system.length > 0) return system;
  return [
    ...(facts === undefined ? [] : holderIssues(facts)),
    ...(facts === undefined || permissions.unmounts ? [] : mountIssues(facts)),
    ...kindIssues(target, permissions.kind),
    ...(facts?.isReadOnly === true ? [readOnly(target)] : []),
    // A file grows.
    ...(facts !== undefined && target.size < size ? [tooSmall(target, size)] : []),
  ];
}

/**
 * Where a running system has itself mounted. `/iso` is a live system's own medium; further down in somebody's home lies what
 * they mounted themselves.
 */
const systemMounts = /^(?:\/|\/(?:boot|efi|nix|usr|var|etc|iso)(?:\/.*)?|\/home(?:\/[^/]+)?|\[SWAP\])$/;

/** What is mounted of a device, and belongs to the running system. */
function systemIssues(device: BlockDevice): readonly Issue[] {
  const uses = mountsOf(device).filter(({ point }) => systemMounts.test(point));
  if (uses.length === 0) return [];
  return [
    issue(
      "device-system",
      `${device.path} holds the running system`,
      uses
        .map(({ point, by }) => `${by.name} is ${point === "[SWAP]" ? "swapped to" : `mounted at ${point}`}`)
        .join(", "),
      "choose another device; there is no option that allows this one",
    ),
  ];
}

/** Volumes, arrays and encrypted devices: what the kernel has made of it and keeps. */
function holderIssues(device: BlockDevice): readonly Issue[] {
  const holders = withDescendants(device).filter(({ type }) => !["disk", "part", "loop"].includes(type));
  if (holders.length === 0) return [];
  return [
    issue(
      "device-held",
      `${device.path} is in use by ${holders.map(({ name, type }) => `${name} (${type})`).join(", ")}`,
      "the kernel keeps what a volume, an array or an encrypted device lies on",
      "let it go first: vgchange --activate n, mdadm --stop, or cryptsetup close",
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
      "unmount it, or let --unmount do it; what is on it is lost then",
    ),
  ];
}

const kindNames: Readonly<Record<TargetKind, string>> = {
  removable: "a removable disk",
  fixed: "a disk that is built in",
  partition: "a partition",
  file: "a file",
};

const kindReasons: Readonly<Record<TargetKind, string>> = {
  removable: "what --kind says is meant word by word",
  fixed: "neither it nor what it is plugged into is made to be taken out, so that it may hold somebody's system",
  partition: "firmware boots the image from the beginning of a disk, not from a partition",
  file: "an image in a file is there already: it is the ISO itself",
};

function kindIssues({ path, kind }: FlashTarget, allowed: TargetKind): readonly Issue[] {
  if (kind === allowed) return [];
  const fix = kind === "removable" ? "leave --kind out" : `if it is really this one that you mean, say --kind ${kind}`;
  return [issue(`device-${kind}`, `${path} is ${kindNames[kind]}, not ${kindNames[allowed]}`, kindReasons[kind], fix)];
}

function readOnly({ path }: FlashTarget): Issue {
  return issue(
    "device-read-only",
    `${path} is read-only`,
    "the device itself refuses to be written, perhaps by a switch on its side",
    `move the switch, or try blockdev --setrw ${path}`,
  );
}

function tooSmall({ path, size }: FlashTarget, wanted: number): Issue {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  return size === 0
    ? issue("device-empty", `there is no medium in ${path}`, undefined, "put one in")
    : issue(
        "device-too-small",
        `${path} is too small`,
        `it holds ${megabytes(size)}, and the ISO has ${megabytes(wanted)}`,
        "take a larger one, or shrink the image",
      );
}

function issue(code: string, message: string, reason: string | undefined, fix: string): Issue {
  return { severity: "error", code, constructPath: "", message, ...(reason === undefined ? {} : { reason }), fix };
}
