/** Arguments of setpriv, with which the kernel ends a program when this process is gone, also when it was killed. */
export const untilParentEnds = ["--pdeathsig", "KILL"] as const;
