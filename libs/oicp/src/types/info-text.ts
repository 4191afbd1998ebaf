import { mandatory, object } from '../schema/object.js';
import { text } from '../schema/text.js';

const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z]{2,3}(?:-[a-zA-Z]{4})?)?(?:-x-[a-zA-Z0-9]{1,8})?$/;

/** OICP 2.3, `InfoTextType`: a text in one language. */
export const infoText = object({
  lang: mandatory(text({ form: LANGUAGE, expects: 'a language such as de or en-GB' })),
  value: mandatory(text({ most: 150, free: true })),
});
