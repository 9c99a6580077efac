/** The files of the shipped cases within OORs, by path from their folder, as text: put in by the build. */
declare module 'shipped-cases' {
  const files: Readonly<Record<string, string>>
  export default files
}
