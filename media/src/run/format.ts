/** Numbers as people read them: the view writes them as the files do that are made of it. */
export * from '../../../server/src/core/sim/readable';
