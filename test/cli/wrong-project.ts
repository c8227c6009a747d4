import { library, project, type Project } from "./project";

/** A program with a warning and an error. */
const wrong = [
  `const { Annotations, App, Flake, Host, IsoImage, Nixpkgs } = require(${JSON.stringify(library)});`,
  `const app = new App();`,
  `const flake = new Flake(app, "dotfiles", { nixpkgs: Nixpkgs.release("24.05") });`,
  `Annotations.of(flake).addWarning("100% doubtful: really");`,
  `const lilith = new Host(flake, "lilith", { system: "x86_64-linux" });`,
  `new IsoImage(lilith, "image", { volumeId: "x".repeat(40) });`,
  `app.synth();`,
].join("\n");

/** A project with the program. */
export const wrongProject = (): Project => project({ "main.js": wrong });

/** The program with the warning alone. */
export const warned = wrong.replace(".repeat(40)", "");
