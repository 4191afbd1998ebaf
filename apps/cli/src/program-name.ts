/** As the program is called: by npm in a clone, by its own name in the image. */
export const programName = process.env['npm_lifecycle_event'] === undefined ? 'cli' : 'npm run cli --';
