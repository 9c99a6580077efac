/** The version of the package: `--version`, answers and their ETags. */
export const VERSION = '0.1.0'
