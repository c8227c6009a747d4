import { App } from "cdktf";
import { Images } from "./lib/images";
import { Installer } from "./lib/installer";

// What `npx synth` runs: app.synth() writes the flake to cdk.out and the stack to cdktf.out, or says what is wrong.
const app = new App();
const { host } = new Installer(app, "installer");
new Images(app, "images", { host });
app.synth();
