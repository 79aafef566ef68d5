/**
 * Addresses of the icons as files of the build, which a browser keeps. Icons by Next's own convention are asked for anew
 * with each page, as it sets their tags again.
 */
export const windowIcon = new URL('./window-icon.svg', import.meta.url).pathname;
export const homeScreenIcon = new URL('./home-screen-icon.png', import.meta.url).pathname;
