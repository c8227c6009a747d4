export { HardwareReport, type HardwareReportProps } from "./hardware-report";
export { RescueImage, type RescueImageProps } from "./rescue-image";
