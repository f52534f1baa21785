/** Reads what the editor on the screen underlines: position and text come from the rendered lines, as a person sees them. */
import type { Page } from 'playwright-core';

export interface Squiggle {
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  /** The underlined text, of one line. */
  readonly text: string;
}

/** Every underlined stretch in view, from top to bottom. */
export function readSquiggles(page: Page): Promise<readonly Squiggle[]> {
  return page.evaluate(() => {
    const severities = ['error', 'warning', 'info', 'hint'] as const;
    const lines = [...document.querySelectorAll('.monaco-editor .view-lines .view-line')];
    const charactersUnder = (mark: DOMRect): string => {
      const inside = (box: DOMRect, x: number, y: number) =>
        x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      const middle = (mark.top + mark.bottom) / 2;
      const line = lines.find((candidate) =>
        inside(candidate.getBoundingClientRect(), mark.left + 1, middle),
      );
      if (line === undefined) return '';
      let text = '';
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const range = document.createRange();
        for (let index = 0; index < (node.nodeValue ?? '').length; index += 1) {
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          const box = range.getBoundingClientRect();
          const centre = (box.left + box.right) / 2;
          if (centre > mark.left && centre < mark.right) text += node.nodeValue?.[index] ?? '';
        }
      }
      return text.replaceAll('\u00a0', ' ');
    };
    return severities
      .flatMap((severity) =>
        [...document.querySelectorAll(`.monaco-editor .squiggly-${severity}`)].map((mark) => ({
          severity,
          box: mark.getBoundingClientRect(),
        })),
      )
      .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
      .map(({ severity, box }) => ({ severity, text: charactersUnder(box) }));
  });
}
