// What start.mjs needs of the settings before there is a build.
export { settingsHelp } from '@/lib/kernel/settings/describe';
export { readSettings, unknownVariables } from '@/lib/kernel/settings/read-settings';
