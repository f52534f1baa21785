/** What the editor's extension starts: the language server, from its code cache. */
import { runProgram } from './runProgram';

runProgram({ module, require, filename: __filename, folder: __dirname });
