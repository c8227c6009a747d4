import { App } from "cdktn";
import { Images } from "./lib/images";
import { Installer } from "./lib/installer";

// The program that `npx synth` runs: app.synth() writes the flake to cdk.out and the stack to cdktf.out, or reports errors.
const app = new App();
const { host } = new Installer(app, "installer");
new Images(app, "images", { host });
app.synth();
