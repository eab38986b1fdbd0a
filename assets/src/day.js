/** `20191230`, `2019-12-30`, `2019年12月30日` and `12月30日` as `2019-12-30`; nothing if it is no day. */
export function dayFrom(typed, today = new Date()) {
  const text = typed.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text);
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  const [year, month, day] = whole ? whole.slice(1) : short ? [today.getFullYear(), ...short.slice(1)] : [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (!year || date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) return undefined;
  return date.toISOString().slice(0, 10);
}
