// A text document (.docx, ECMA-376 WordprocessingML) made of blocks: { kind, text }.

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const DOCX_TYPE = `${MAIN}.document`;

const STYLES = { title: "Title", heading: "Heading1", subheading: "Heading2", note: "Note", item: "ListBullet" };

/**
 * Build a document.
 * @param {{kind: string, text: string}[]} blocks
 * @param {{title: string, language: string}} about `language` as in `fr-BE`
 * @returns {Uint8Array}
 */
export function docx(blocks, about) {
  return zip({
    "[Content_Types].xml": types(),
    "_rels/.rels": relations([["officeDocument", "word/document.xml", OFFICE], ["metadata/core-properties", "docProps/core.xml", `${PACKAGE}/relationships`]]),
    "docProps/core.xml": core(about),
    "word/_rels/document.xml.rels": relations([["styles", "styles.xml", OFFICE], ["numbering", "numbering.xml", OFFICE]]),
    "word/document.xml": body(blocks),
    "word/styles.xml": styles(about.language),
    "word/numbering.xml": numbering(),
  });
}

/** Text for XML 1.0, which knows no control characters nor halves of a pair. */
function escape(text) {
  const clean = text.toWellFormed?.() ?? text;
  // eslint-disable-next-line no-control-regex
  const allowed = clean.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return allowed.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function types() {
  const part = (name, type) => `<Override PartName="/${name}" ContentType="${type}"/>`;
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${[
    part("word/document.xml", `${MAIN}.document.main+xml`),
    part("word/styles.xml", `${MAIN}.styles+xml`),
    part("word/numbering.xml", `${MAIN}.numbering+xml`),
    part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
  ].join("")}</Types>`;
}

function relations(list) {
  const one = ([type, target, base], index) => `<Relationship Id="rId${index + 1}" Type="${base}/${type}" Target="${target}"/>`;
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.map(one).join("")}</Relationships>`;
}

function core({ title, language }) {
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(title)}</dc:title><dc:language>${language}</dc:language></cp:coreProperties>`;
}

function body(blocks) {
  const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  return `${XML}<w:document xmlns:w="${WORD}"><w:body>${blocks.map(block).join("")}${page}</w:body></w:document>`;
}

function block({ kind, text }) {
  const style = STYLES[kind] ? `<w:pPr><w:pStyle w:val="${STYLES[kind]}"/></w:pPr>` : "";
  const lines = text.split("\n").map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`);
  return `<w:p>${style}<w:r>${lines.join("<w:br/>")}</w:r></w:p>`;
}

function styles(language) {
  const style = (id, name, paragraph, run, more = "") =>
    `<w:style w:type="paragraph" w:styleId="${id}"${more}><w:name w:val="${name}"/>${id === "Normal" ? "" : '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
  const spaced = (before, after) => `<w:spacing w:before="${before}" w:after="${after}"/>`;
  const kept = (before, level) => `<w:keepNext/>${spaced(before, 80)}<w:outlineLvl w:val="${level}"/>`;
  return `${XML}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="${language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>${[
    style("Normal", "Normal", spaced(0, 120), "", ' w:default="1"'),
    style("Title", "Title", spaced(0, 160), '<w:b/><w:sz w:val="40"/>'),
    style("Heading1", "heading 1", kept(280, 0), '<w:b/><w:sz w:val="28"/>'),
    style("Heading2", "heading 2", kept(200, 1), '<w:b/><w:sz w:val="24"/>'),
    style("Note", "Note", spaced(0, 160), '<w:i/><w:color w:val="444444"/>'),
    style("ListBullet", "List Bullet", `<w:numPr><w:numId w:val="1"/></w:numPr>${spaced(0, 60)}`, ""),
  ].join("")}</w:styles>`;
}

function numbering() {
  return `${XML}<w:numbering xmlns:w="${WORD}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
}

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
function zip(files) {
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
