import { Command } from 'commander';
import { messageOf } from '#platform';
import { dataFolder, ApiClient, firstApiKey, findRunningSuite } from '../../apps/cli/src/published.js';
import { Narrator } from './narrator.js';
import { playStory } from './story.js';

const program: Command = new Command('npm run demo --')
  .description(
    'Plays the whole story once on the running suite, with explanations: a station is found, a card is swiped, an app starts and stops a charge, the records are received.',
  )
  .addHelpText('after', '\nStart the suite first, in another terminal: npm start')
  .parse();

const suite = findRunningSuite(dataFolder);
if (suite?.apiUrl === undefined || suite.keysFile === undefined)
  program.error('No suite runs from this folder. Start it with `npm start` in another terminal.');
if (suite.sandboxUrl === undefined)
  program.error(
    'The running suite uses another HBS than the sandbox. The story needs the sandbox: start the suite without HBS_BASE_URL.',
  );
const key = firstApiKey(suite.keysFile);
if (key === undefined)
  program.error(`${suite.keysFile} has no key in plain text. The story needs one for the API.`);

try {
  await playStory({
    api: new ApiClient(suite.apiUrl, key),
    sandboxUrl: suite.sandboxUrl,
    providerId: suite.providerId ?? '',
    narrator: new Narrator(),
  });
} catch (error) {
  program.error(`The story failed: ${messageOf(error)}`);
}
