import { ApiObject, App, Chart } from "cdk8s";

const app = new App();
const chart = new Chart(app, "chart");
for (let index = 0; index < 10; index++) {
  new ApiObject(chart, `object${String(index)}`, { apiVersion: "v1", kind: "ConfigMap", data: { setting: "value" } });
}
app.synth();
