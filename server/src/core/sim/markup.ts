/** Text inside SVG and HTML. */

/**
 * Escapes for element content and quoted attributes; drops what XML forbids even escaped, and the marks that turn round the
 * direction of the text after them.
 */
export function escapeXml(text: string): string {
  return text
    .replace(
      /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
      '',
    )
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
