import { ApiObject, App, Chart } from "cdk8s";
import { settingsOf } from "../workload";

/** Writes objects of one chart as one YAML file. */
export function run(count: number, outdir: string): void {
  const app = new App({ outdir });
  const chart = new Chart(app, "bench");
  for (let index = 0; index < count; index++) {
    new ApiObject(chart, `module-${String(index)}`, { apiVersion: "v1", kind: "Module", spec: settingsOf(index) });
  }
  app.synth();
}
