import { App } from "cdknix";
import { Servers } from "./lib/servers";

// The program that `npx synth` runs: it creates the constructs; app.synth() writes the flake to cdk.out, or reports errors.
const app = new App();
new Servers(app, "servers");
app.synth();
