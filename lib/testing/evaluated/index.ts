export { evaluated, type EvaluatedHost } from "./evaluated-host";
export type { EvaluatedValue, EvaluationOptions } from "./evaluate-option";
