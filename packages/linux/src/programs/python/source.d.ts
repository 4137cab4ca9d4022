/** A file of Python is imported as its text (esbuild's text loader). */
declare module '*.py' {
  const text: string
  export default text
}
