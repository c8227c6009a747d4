export * from "./child-protocol";
export * from "./file-tree";
export * from "./issue";
export * from "./manifest";
export * from "./release";
export * from "./source-location";
