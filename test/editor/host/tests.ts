/** The tests that run inside the extension host. */
import './commands';
