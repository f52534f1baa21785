/** Entry of the simulation view: wires editor, simulator and page together. */
import { simulate } from '../../server/src/core/sim/engine';
import { startApp } from './app';
import { acquireHost } from './host';

const root = document.getElementById('app');
if (root !== null) startApp({ host: acquireHost(window), simulate, root });
