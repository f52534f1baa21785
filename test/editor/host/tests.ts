/** The tests that run inside the extension host. */
import './codeActions';
import './commands';
import './diagnostics';
