export { examineMachine, type Intention } from "./examine";
export type { Finding, FindingStatus } from "./finding";
