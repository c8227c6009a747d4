import { unlink } from "node:fs/promises";
import * as TE from "fp-ts/TaskEither";
import { pipe } from "fp-ts/function";
import { lastBuildSync, type BuiltSettings, type LastBuild } from "../../pipeline/build/last-build";
import type { DeviceActivity, Reporter } from "../../pipeline/reporter";
import { step, type Step } from "../../pipeline/step";
import { unmountDevice } from "../../platform/block-device/block-device";
import { readDiskBoot, type DiskBoot } from "../../platform/block-device/boot-sector";
import { readFlashTarget, type FlashTarget, type TargetKind } from "../../platform/block-device/flash-target";
import { openTarget, rereadPartitions, verifyImage, writeImage } from "../../platform/block-device/write-image";
import { checkTarget, type Permissions } from "./check-target";
import { deviceRefused, isoNotHybrid } from "./errors";

/** A request to write an ISO to a device. */
export interface FlashRequest extends BuiltSettings {
  /** The host whose ISO is written. */
  readonly host: string;
  /** Path of the device. */
  readonly device: string;
  /** Permissions that the user gave on the command line. */
  readonly permissions: Permissions;
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
      const build = lastBuildSync(request, request.host);
      const target = await readFlashTarget(request.device, request.permissions.kind);
      const [refusal, ...others] = checkTarget(target, build.size, request.permissions);
      if (refusal !== undefined) throw deviceRefused(target.path, refusal, others);
      return { build, target, boots: await readDiskBoot(build.iso) };
    }),
    TE.chainFirst(({ build, target, boots }) =>
      step(async () => {
        if (!boots.bios && !boots.uefi) reporter.issue(isoNotHybrid(build.host, build.iso));
        if (hasData(target)) await confirm(target, build);
      }),
    ),
    TE.chain(({ build, target, boots }) =>
      step(async () => {
        await writeAndVerify(build, target, reporter);
        return { ...build, device: target.path, kind: target.kind, boots };
      }),
    ),
  );
}

/** Whether writing to a target could destroy data. */
function hasData({ file }: FlashTarget): boolean {
  return file?.content !== "new" && file?.content !== "blank";
}

async function writeAndVerify(build: LastBuild, target: FlashTarget, reporter: Reporter): Promise<void> {
  if (target.facts !== undefined) await unmountDevice(target.facts);
  const handle = await openTarget(target);
  try {
    reporter.step(`writing ${build.iso} to ${target.path}`, "write");
    await withProgress("write", build, target, reporter, (onBytes) => writeImage(handle, target, build, onBytes));
    reporter.step(`verifying ${target.path}`, "verify");
    await withProgress("verify", build, target, reporter, (onBytes) => verifyImage(handle, target, build, onBytes));
  } catch (error) {
    // A partly written file that did not exist before is of no use.
    if (target.file?.content === "new") await unlink(target.path);
    throw error;
  } finally {
    await handle.close();
  }
  await rereadPartitions(target);
}

async function withProgress(
  type: DeviceActivity["type"],
  { size }: LastBuild,
  { path: device }: FlashTarget,
  reporter: Reporter,
  act: (onBytes: (done: number) => void) => Promise<void>,
): Promise<void> {
  reporter.activity({ kind: "start", id: type, activity: { type, device } });
  try {
    await act((done) => {
      reporter.activity({ kind: "progress", id: type, done, expected: size, running: 0, failed: 0 });
    });
  } finally {
    reporter.activity({ kind: "stop", id: type });
  }
}
