export * from "./failure";
export * from "./git-revision";
export * from "./output-paths";
export * from "./publish";
export * from "./write-tree";
