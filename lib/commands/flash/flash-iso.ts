import { unlink } from "node:fs/promises";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { lastTargetSync, type BuiltSettings, type LastBuild } from "../../pipeline/build/last-build";
import type { DeviceActivity, Reporter } from "../../pipeline/reporter";
import { secretsPatch, type SecretsSource } from "../../pipeline/secrets/secrets-patch";
import { step, type Step } from "../../pipeline/step";
import type { Target } from "../../pipeline/targets";
import { unmountDevice } from "../../platform/block-device/block-device";
import { readDiskBoot, type DiskBoot } from "../../platform/block-device/boot-sector";
import { readFlashTarget, type FlashTarget } from "../../platform/block-device/flash-target";
import type { TargetKind } from "../../platform/block-device/target-kinds";
import {
  openTarget,
  rereadPartitions,
  verifyImage,
  writeImage,
  type Image,
} from "../../platform/block-device/write-image";
import type { Patch } from "../../platform/files/patch";
import { checkTarget, type Permissions } from "./check-target";
import { deviceRefused, isoNotHybrid, secretsNotWritten } from "./errors";

/** A request to write an ISO to a device. */
export interface FlashRequest extends BuiltSettings {
  /** The host whose ISO is written. */
  readonly host: string;
  /** Path of the device. */
  readonly device: string;
  /** Permissions that the user gave on the command line. */
  readonly permissions: Permissions;
  /** The secrets to write into the area of the image; undefined for none. */
  readonly secrets?: SecretsSource | undefined;
}

/** An ISO on a device. */
export interface Flashed extends LastBuild {
  /** Path of the device, with links resolved. */
  readonly device: string;
  readonly kind: TargetKind;
  /** The firmware that can boot it. */
  readonly boots: DiskBoot;
}

/** Asks the user to confirm a target; rejects if the user does not, or cannot be asked. */
export type Confirm = (target: FlashTarget, build: LastBuild) => Promise<void>;

/**
 * Writes a host's last built ISO to a device and verifies it. Does not touch the device before `confirm` resolves.
 */
export function flashIso(request: FlashRequest, reporter: Reporter, confirm: Confirm): Step<Flashed> {
  return pipe(
    step(async () => {
      const { target: host, build } = lastTargetSync(request, request.host);
      const patch = await patchFor(request, host, build, reporter);
      const target = await readFlashTarget(request.device, request.permissions.kind);
      const [refusal, ...others] = checkTarget(target, build.size, request.permissions);
      if (refusal !== undefined) throw deviceRefused(target.path, refusal, others);
      return { build, patch, target, boots: await readDiskBoot(build.iso) };
    }),
    TE.chainFirst(({ build, target, boots }) =>
      step(async () => {
        if (!boots.bios && !boots.uefi) reporter.issue(isoNotHybrid(build.host, build.iso));
        if (hasData(target)) await confirm(target, build);
      }),
    ),
    TE.chain(({ build, patch, target, boots }) =>
      step(async () => {
        await writeAndVerify({ ...build, patch }, target, reporter);
        return { ...build, device: target.path, kind: target.kind, boots };
      }),
    ),
  );
}

/** The secrets for the image's area, read and checked before anything is written. */
async function patchFor(
  { secrets }: FlashRequest,
  target: Target,
  { host, iso }: LastBuild,
  reporter: Reporter,
): Promise<Patch | undefined> {
  if (secrets !== undefined) return secretsPatch({ name: host, host: target.host, iso }, secrets);
  const names = target.host.secretsArea?.names ?? [];
  if (names.length > 0) reporter.issue(secretsNotWritten(host, names));
  return undefined;
}

/** Whether writing to a target could destroy data. */
function hasData({ file }: FlashTarget): boolean {
  return file?.content !== "new" && file?.content !== "blank";
}

async function writeAndVerify(build: LastBuild & Image, target: FlashTarget, reporter: Reporter): Promise<void> {
  if (target.facts !== undefined) await unmountDevice(target.facts);
  const handle = await openTarget(target, build.patch !== undefined);
  try {
    reporter.step(`writing ${build.iso} to ${target.path}`, "write");
    const written = await withProgress("write", build, target, reporter, (onBytes) =>
      writeImage(handle, target, build, onBytes),
    );
    reporter.step(`verifying ${target.path}`, "verify");
    await withProgress("verify", build, target, reporter, (onBytes) =>
      verifyImage(handle, target, { size: build.size, sha256: written }, onBytes),
    );
  } catch (error) {
    // A partly written file that did not exist before is of no use.
    if (target.file?.content === "new") await unlink(target.path);
    throw error;
  } finally {
    await handle.close();
  }
  await rereadPartitions(target);
}

async function withProgress<Result>(
  type: DeviceActivity["type"],
  { size }: LastBuild,
  { path: device }: FlashTarget,
  reporter: Reporter,
  act: (onBytes: (done: number) => void) => Promise<Result>,
): Promise<Result> {
  reporter.activity({ kind: "start", id: type, activity: { type, device } });
  try {
    return await act((done) => {
      reporter.activity({ kind: "progress", id: type, done, expected: size, running: 0, failed: 0 });
    });
  } finally {
    reporter.activity({ kind: "stop", id: type });
  }
}
