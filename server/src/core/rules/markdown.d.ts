/** Rule pages are imported as text; the bundler and the test runner both load them so. */
declare module '*.md' {
  const text: string;
  export default text;
}
