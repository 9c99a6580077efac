/** The files of the shipped scenarios, by path from their folder, as text: put in by the build. */
declare module 'shipped-scenarios' {
  const files: Readonly<Record<string, string>>
  export default files
}
