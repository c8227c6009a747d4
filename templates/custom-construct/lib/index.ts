export { ConsoleNotice, type ConsoleNoticeProps } from "./console-notice";
