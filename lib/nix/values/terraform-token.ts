import type { Refusal } from "./value";

/**
 * CDKTF's tokens: texts in strings, in lists, and in the names of maps, and numbers written into a string.
 * https://github.com/hashicorp/terraform-cdk/blob/main/packages/cdktf/lib/tokens/private/encoding.ts
 */
const inText = /[$#&]\{TfToken\[[a-zA-Z0-9:._-]+\.\d+\]\}|-8\.[123]\d{8,}e\+298|-1\.[89]\d{8,}e\+289/;

/** The upper 16 bits of a number that encodes a token: one for numbers, and one for lists of numbers. */
const numberMarks: readonly number[] = [0xfdff, 0xfbff];

const view = new DataView(new ArrayBuffer(8));

/** Whether a number encodes a value that Terraform computes. */
function isTerraformNumber(value: number): boolean {
  if (value > -1e289) return false;
  view.setFloat64(0, value);
  return numberMarks.includes(view.getUint16(0));
}

/** The token of a value that Terraform computes in a text, if there is one. */
function terraformTokenInText(text: string): string | undefined {
  const token = inText.exec(text)?.[0];
  return token === undefined || !token.startsWith("-") || isTerraformNumber(Number(token)) ? token : undefined;
}

const fix = "pass a value that the program knows, or have the machine read it at run time, such as from its user data";

/** The problem with a text that contains a token of Terraform, or `undefined` if there is none. */
export function terraformTextRefusal(text: string): Refusal | undefined {
  const token = terraformTokenInText(text);
  if (token === undefined) return undefined;
  return { reason: `it contains a Terraform value (${token}), which is known only when Terraform applies`, fix };
}

/** The problem with a number that is a token of Terraform, or `undefined` if it is none. */
export function terraformNumberRefusal(value: number): Refusal | undefined {
  return isTerraformNumber(value) ? terraformValueRefusal() : undefined;
}

/** Whether an object is a value that Terraform computes, before CDKTF makes a token of it. */
export function isTerraformValue(value: object): boolean {
  const { resolve, creationStack } = value as { readonly resolve?: unknown; readonly creationStack?: unknown };
  return typeof resolve === "function" && Array.isArray(creationStack);
}

/** The problem with a value that only Terraform computes. */
export function terraformValueRefusal(): Refusal {
  return { reason: "it is a Terraform value, which is known only when Terraform applies", fix };
}
