import { bootLilith, type BootedLilith } from "./boot-lilith";
import { consoleChecks } from "./checks/console";
import { loginChecks } from "./checks/login";
import { mediumChecks } from "./checks/medium";
import { nixChecks } from "./checks/nix";
import { systemChecks } from "./checks/system";
import { toolsChecks } from "./checks/tools";

// One boot for everything that does not depend on firmware and medium.
describe("the example's image, booted by uefi from usb", () => {
  let booted: BootedLilith | undefined;
  const lilith = (): BootedLilith => booted!;

  beforeAll(async () => {
    booted = await bootLilith({ firmware: "uefi", medium: "usb" });
  });

  afterAll(async () => {
    await booted?.machine.dispose();
  });

  systemChecks(lilith);
  nixChecks(lilith);
  toolsChecks(lilith);
  loginChecks(lilith);
  consoleChecks(lilith);
  mediumChecks(lilith);
});
