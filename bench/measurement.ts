/** The cost of one run of a peer, without startup. */
export interface Measurement {
  /** Wall time. */
  readonly seconds: number;
  /** CPU time of this process and of the kernel on its behalf. Other programs on the machine affect it less. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the process in MiB, including the loaded libraries. */
  readonly megabytes: number;
}
