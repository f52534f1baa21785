/** Names of the settings that the client reads, for code and for the test that compares them with the manifest. */

/** Section of the settings that is ours. */
export const SECTION = 'gilscope';

/** `trace.server` is read by the language client library. */
export const CLIENT_SETTINGS: readonly string[] = ['statusItem', 'trace.server'];
