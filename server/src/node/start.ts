/** What the editor's extension starts: the language server, from its code cache. */
import { runProgram } from './runProgram';
import { SERVER_FLAGS } from './serverFlags';

runProgram({ module, require, filename: __filename, folder: __dirname }, SERVER_FLAGS);
