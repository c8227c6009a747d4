export * from "./machine";
export * from "./ping-store";
export * from "./read-machines";
export * from "./store-address";
