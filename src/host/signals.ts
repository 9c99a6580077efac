/** What asks this process to end. */
export const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Does something before a signal ends this process, by which it then ends as it would have. @returns what calls that off */
export function beforeSignal(act: () => void): () => void {
  const listener = (signal: NodeJS.Signals) => {
    forget()
    act()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  const forget = () => {
    for (const each of SIGNALS) process.removeListener(each, listener)
  }
  for (const each of SIGNALS) process.on(each, listener)
  return forget
}
