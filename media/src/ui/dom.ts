/** Small helpers for making and changing elements. Text is always set as text, never as markup. */

export type Child = Node | string | undefined;

export interface Props {
  readonly id?: string;
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  /** Any other attribute, `aria-*` and `role` included. `undefined` leaves it out. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly onClick?: (event: Event) => void;
}

/** Makes an element with its children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (props.id !== undefined) made.id = props.id;
  if (props.class !== undefined) made.className = props.class;
  if (props.text !== undefined) made.textContent = props.text;
  if (props.title !== undefined) made.title = props.title;
  for (const [name, value] of Object.entries(props.attributes ?? {})) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  if (props.onClick !== undefined) made.addEventListener('click', props.onClick);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export function button(props: Props, ...children: readonly Child[]): HTMLButtonElement {
  const made = element('button', props, ...children);
  made.type = 'button';
  return made;
}

/** Sets a text only where it differs: screen readers announce every change of a live region. */
export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Sets an attribute only where it differs; `undefined` removes it. */
export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if (value === undefined) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** What VS Code and the operating system say about motion. */
export function prefersReducedMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

/** Makes an SVG element. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** An id that is unique on the page, made from a name that need not be. */
export function idOf(prefix: string, name: string): string {
  return `${prefix}-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

/** A sentence with its parts in backticks as code. */
export function withCode(text: string): readonly (Node | string)[] {
  return text
    .split(/`([^`]*)`/)
    .map((part, i) => (i % 2 === 1 ? element('code', { text: part }) : part))
    .filter((part) => part !== '');
}
