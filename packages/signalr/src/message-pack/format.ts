/** The first bytes of MessagePack's formats that do not carry a value in themselves (spec.md, "Overview"). */
export const format = {
  nil: 0xc0,
  false: 0xc2,
  true: 0xc3,
  bin8: 0xc4,
  bin16: 0xc5,
  bin32: 0xc6,
  ext8: 0xc7,
  ext16: 0xc8,
  ext32: 0xc9,
  float32: 0xca,
  float64: 0xcb,
  uint8: 0xcc,
  uint16: 0xcd,
  uint32: 0xce,
  uint64: 0xcf,
  int8: 0xd0,
  int16: 0xd1,
  int32: 0xd2,
  int64: 0xd3,
  fixext1: 0xd4,
  fixext2: 0xd5,
  fixext4: 0xd6,
  fixext8: 0xd7,
  fixext16: 0xd8,
  str8: 0xd9,
  str16: 0xda,
  str32: 0xdb,
  array16: 0xdc,
  array32: 0xdd,
  map16: 0xde,
  map32: 0xdf,
} as const;

/** The extension type of timestamps (spec.md, "Timestamp extension type"). */
export const timestampType = -1;

/** A format's name in ASP.NET Core's texts, by its first byte. */
export function formatName(code: number): string {
  if (code < 0x80) return 'positive fixint';
  if (code < 0x90) return 'fixmap';
  if (code < 0xa0) return 'fixarray';
  if (code < format.nil) return 'fixstr';
  if (code >= 0xe0) return 'negative fixint';
  for (const [name, value] of Object.entries(format)) {
    // `uint8` is written `uint 8`, `fixext16` `fixext 16`.
    if (value === code) return name.replace(/(?<=[a-z])(?=\d)/, ' ');
  }
  return '(never used)';
}
