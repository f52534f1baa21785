/** The measuring program is imported as text; the bundler and the test runner both load it so. */
declare module '*.py' {
  const text: string;
  export default text;
}
