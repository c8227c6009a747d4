import { testSlowTestsOf } from "./slow-tests";

// What they boot is the same image in all but name where a template consists of another.
testSlowTestsOf(["iso", "custom-construct"]);
