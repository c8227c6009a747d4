/** What one run of a peer cost, start-up not counted. */
export interface Measurement {
  /** Time on the clock. */
  readonly seconds: number;
  /** Processor time, of this process and of the kernel for it: what other programs on the machine disturb less. */
  readonly cpuSeconds: number;
  /** Highest resident memory of the process, in MiB; the loaded libraries are part of it. */
  readonly megabytes: number;
}
