/** The consultations that come with shipped scenarios, by the id of their scenario, as the bundler puts them together. */
declare module 'shipped-consultations' {
  const consultations: Readonly<Record<string, object>>
  export default consultations
}
