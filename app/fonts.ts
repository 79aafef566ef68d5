/** Address of the sans for Latin, the one font that every page needs at once. */
export const latinSans = new URL('@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-standard-normal.woff2', import.meta.url).pathname;
