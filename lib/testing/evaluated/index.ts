export { evaluated, type EvaluatedHost } from "./evaluated-host";
export type { EvaluatedValue } from "./evaluate-option";
export type { EvaluationOptions } from "./evaluate-host";
