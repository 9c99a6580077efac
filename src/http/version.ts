/** The version of the package, as answers and their ETags have it. */
export const VERSION = '0.1.0'
