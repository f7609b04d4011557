// A ZIP archive of stored (uncompressed) files, as in APPNOTE 6.3.3: local headers, central directory, end record.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function checksum(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff];
  return (value ^ 0xffffffff) >>> 0;
}

// 1 January 1980, the first day a ZIP file knows: the same content always gives the same file.
const DATE = 0x21;
const VERSION = 20;
// Names are UTF-8.
const FLAGS = 0x800;

/**
 * Build an archive.
 * @param {Record<string, string>} files text by path
 * @returns {Uint8Array}
 */
export function zip(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const content = encoder.encode(text);
    const common = [[2, VERSION], [2, FLAGS], [2, 0], [2, 0], [2, DATE], [4, checksum(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]];
    const local = [record([[4, 0x04034b50], ...common]), name, content];
    directory.push(record([[4, 0x02014b50], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name);
    parts.push(...local);
    offset += length(local);
  }
  const count = directory.length / 2;
  const end = record([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length(directory)], [4, offset], [2, 0]]);
  return join([...parts, ...directory, end]);
}

/** Little-endian fields of 2 or 4 bytes. */
function record(fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

const length = (arrays) => arrays.reduce((sum, one) => sum + one.length, 0);

function join(arrays) {
  const bytes = new Uint8Array(length(arrays));
  let at = 0;
  for (const one of arrays) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}
