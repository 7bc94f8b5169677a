/** Calling codes of one and two digits (ITU-T E.164); every other has three. */
const CALLING_CODE = /^\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d{4,})$/;

/** How countries write their numbers where that is not in threes. */
const HABITS = [
  /^(\+7)(\d{3})(\d{3})(\d\d)(\d\d)$/, // Russia, Kazakhstan
  /^(\+31)(6)(\d{4})(\d{4})$/, // Dutch mobiles
  /^(\+33)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, // France
  /^(\+39)(0[26])(\d{3,4})(\d{4})$/, // Milan, Rome
  /^(\+41)(\d\d)(\d{3})(\d\d)(\d\d)$/, // Switzerland
  /^(\+44)(20)(\d{4})(\d{4})$/, // London
  /^(\+44)(7\d{3})(\d{6})$/, // British mobiles
  /^(\+4[57])(\d\d)(\d\d)(\d\d)(\d\d)$/, // Denmark, Norway
];

/** A phone number in E.164 in groups: "+44 20 7946 0321". What is no such number stays as it is. */
export function formatPhone(phone: string): string {
  const groups = HABITS.map((habit) => habit.exec(phone)).find((match) => match !== null);
  return groups ? groups.slice(1).join(" ") : inThrees(phone);
}

function inThrees(phone: string): string {
  const [, code, rest] = CALLING_CODE.exec(phone) ?? [];
  if (code === undefined || rest === undefined) return phone;
  // At the end rather a group of four than a single digit.
  const groups = rest.match(/\d{4}$|\d{3}(?!\d$)|\d+/g) ?? [rest];
  return `+${code} ${groups.join(" ")}`;
}
