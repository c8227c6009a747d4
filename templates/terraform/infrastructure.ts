import { App } from "cdktf";
import { Images } from "./lib/images";

// What `npm run infrastructure` runs after the ISO is built: it writes the stack to cdktf.out/stacks/images.
const app = new App();
new Images(app, "images", { results: "isos.json" });
app.synth();
