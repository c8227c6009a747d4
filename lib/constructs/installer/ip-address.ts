/** Whether a text is an IPv4 or IPv6 address, the latter perhaps with a zone: `fe80::1%eth0`. */
export function isIpAddress(text: string): boolean {
  const [, address = text, zone] = /^(.*?)%(\S+)$/s.exec(text) ?? [];
  return isIpv6(address) || (zone === undefined && isIpv4(address));
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1)?.at(-1) ?? "";
  const endsInIpv4 = last.includes(".") && isIpv4(last);
  const all = groups.flat();
  const hexadecimal = endsInIpv4 ? all.slice(0, -1) : all;
  const count = hexadecimal.length + (endsInIpv4 ? 2 : 0);
  return hexadecimal.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
