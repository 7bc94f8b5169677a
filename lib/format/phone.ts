/** Calling codes of one and two digits (ITU-T E.164); every other has three. */
const CALLING_CODE = /^\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d{4,})$/;

/** A phone number in E.164 in groups: "+44 207 946 0321". What is no such number stays as it is. */
export function formatPhone(phone: string): string {
  const [, code, rest] = CALLING_CODE.exec(phone) ?? [];
  if (code === undefined || rest === undefined) return phone;
  // Threes, and at the end rather a group of four than a single digit.
  const groups = rest.match(/\d{4}$|\d{3}(?!\d$)|\d+/g) ?? [rest];
  return `+${code} ${groups.join(" ")}`;
}
