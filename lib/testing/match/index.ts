export { Capture } from "./capture";
export { compare } from "./compare";
export { Match } from "./match";
export { Matcher, type MatchResult, type Mismatch } from "./matcher";
export { shown } from "./show";
