import { run } from "../build/run";
import { templateProjects, type TemplateProjects } from "./packed";

let projects: TemplateProjects | undefined;

beforeAll(async () => {
  projects = await templateProjects();
});

afterAll(() => {
  projects?.returnModules();
});

// What they boot is the same image in all but name where a template consists of another.
it.each(["iso", "custom-construct"])(
  "the image of the template %s does what its slow tests want of it",
  async (name) => {
    const title = `${name}-ts-node`;
    projects!.lendModules(title);
    await run(["npm", "run", "test:slow", "--", "--ci"], {
      cwd: projects!.directoryOf(title),
      env: { NIXPKGS: "embedded" },
    });
  },
);
