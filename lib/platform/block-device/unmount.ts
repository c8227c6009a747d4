import { runProcess } from "../process/run-process";
import { type BlockDevice, mountsOf } from "./block-device";
import { deviceNotUnmounted } from "./errors";

/**
 * Unmounts everything that is mounted of a device, what was mounted last first.
 * @throws a failure when something is in use.
 */
export async function unmountDevice(device: BlockDevice): Promise<void> {
  const points = [...new Set(mountsOf(device).map(({ point }) => point))];
  for (const point of points.sort((left, right) => right.length - left.length)) {
    const run = await runProcess({ argv: ["umount", point], cwd: "/", env: { LC_ALL: "C" } });
    if (run.exitCode !== 0) throw deviceNotUnmounted(point, run);
  }
}
