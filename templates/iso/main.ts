import { App } from "cdknix";
import { Installer } from "./lib/installer";

// What `npx synth` runs: it makes the constructs, and app.synth() writes the flake to cdk.out, or says what is wrong.
const app = new App();
new Installer(app, "installer");
app.synth();
