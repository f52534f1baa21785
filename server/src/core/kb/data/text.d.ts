/** Generated tables are imported as text; the bundler and the test runner both load them so. */
declare module '*.txt' {
  const text: string;
  export default text;
}
