export * from "./app-tree";
export * from "./flake-tree";
