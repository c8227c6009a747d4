import { App } from "cdknix";
import { Installer } from "./lib/installer";

// The program that `npx synth` runs: it creates the constructs; app.synth() writes the flake to cdk.out, or reports errors.
const app = new App();
new Installer(app, "installer");
app.synth();
