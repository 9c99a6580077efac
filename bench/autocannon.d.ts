/** As much of autocannon as the bench uses; the package has no types. */
declare module 'autocannon' {
  namespace autocannon {
    interface Options {
      readonly url: string
      readonly connections: number
      readonly duration: number
      readonly timeout: number
      readonly requests: readonly {
        readonly method: 'POST'
        readonly headers: Readonly<Record<string, string>>
        readonly body: string
      }[]
    }
    interface Result {
      readonly requests: { readonly average: number }
      readonly latency: { readonly p50: number; readonly p99: number; readonly max: number }
      readonly errors: number
      readonly timeouts: number
      readonly non2xx: number
      readonly '2xx': number
    }
  }
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>
  export = autocannon
}
