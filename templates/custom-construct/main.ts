import { App, BootConfig, Compression, Flake, Host, IsoImage, Nixpkgs } from "cdknix";
import { ConsoleNotice } from "./lib";

// A program that tries the construct: `npx synth` builds an ISO with it.
const app = new App();
const flake = new Flake(app, "trial", { nixpkgs: Nixpkgs.release("26.05") });
const host = new Host(flake, "trial", { system: "x86_64-linux" });
new IsoImage(host, "image", { compression: Compression.zstd(3) });
// `synth vm` and the tests use the serial console.
new BootConfig(host, "boot", { kernelParameters: ["console=tty0", "console=ttyS0,115200"] });
new ConsoleNotice(host, "notice", { text: "This image is for trying things out." });
app.synth();
